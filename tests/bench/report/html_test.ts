import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  escapeHtml,
  Html,
  markup,
  timed,
  untimedPage,
} from "../../../bench/report/html.ts";

/** Undoes the escapes of text, as a browser does. */
function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"').replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

Deno.test("escapeHtml leaves nothing that markup could mean, and loses nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const escaped = escapeHtml(text);
      assert(!/[<>"']|&(?!(amp|lt|gt|quot|#39);)/.test(escaped));
      assertEquals(unescape(escaped), text);
    }),
    { seed: 1 },
  );
});

Deno.test("markup escapes text, keeps markup, joins lists and leaves out nothing", () => {
  const inner = markup`<b title="${'"'}">${"<i>"}</b>`;
  assertEquals(
    markup`${inner}${null}${[1, "&", new Html("<br>")]}`.text,
    `<b title="&quot;">&lt;i&gt;</b>1&amp;<br>`,
  );
});

Deno.test("untimedPage drops what is marked, whatever the marked text is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string(), fc.string(), fc.string())),
      (parts) => {
        const page = (time: boolean) =>
          parts.map(([before, first, second]) =>
            markup`${before}${timed(time ? first : second)}`.text
          ).join("");
        assertEquals(untimedPage(page(true)), untimedPage(page(false)));
        assertEquals(
          untimedPage(page(true)),
          parts.map(([before]) => escapeHtml(before)).join(""),
        );
      },
    ),
    { seed: 1 },
  );
});

Deno.test("text cannot forge the marks of time", () => {
  const forged = markup`a${"<!--time-->b<!--/time-->"}c`.text;
  assertEquals(untimedPage(forged), forged);
});
