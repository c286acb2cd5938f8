import { Html, markup } from "./html.ts";
import { pageStyle } from "./style.ts";

/**
 * A whole page that needs nothing but itself: style and pictures are in it, and
 * its policy forbids anything else.
 */
export function page(title: string, body: Html): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
${new Html(pageStyle())}
</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}
