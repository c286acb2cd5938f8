import { figureRules, SHADES } from "../figures/theme.ts";

/** Variables of the page's colours, light or dark. */
function colours(kind: "light" | "dark"): string {
  return Object.entries(SHADES).map(([name, shade]) =>
    `--${name}:${shade[kind]};`
  ).join("") + `--panel:${kind === "light" ? "#f4f6f8" : "#1f242a"};`;
}

/** All style of the report; figures keep their own colours by the same rules as their files. */
export function pageStyle(): string {
  return `:root{color-scheme:light dark;${colours("light")}}
@media (prefers-color-scheme:dark){:root{${colours("dark")}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1120px;padding:1rem 1rem 4rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.2rem;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
h2.condition{font-size:1rem;font-weight:400;margin-top:0;border:0;padding:0}
.wide+section,section+section{margin-top:2rem}
h3{font-size:1rem;margin:1.5rem 0 .25rem}
p{margin:.4rem 0;max-width:46rem}
a{color:inherit}
.muted,figcaption,.tile p{color:var(--muted);font-size:.875rem}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:.75rem;margin:1rem 0}
.tile{background:var(--panel);border-radius:8px;padding:.75rem 1rem}
.tile h3{margin:0;font-size:.8rem;font-weight:600;color:var(--muted)}
.tile strong{display:block;font-size:1.35rem;line-height:1.25;overflow-wrap:anywhere}
.tile p{margin:.25rem 0 0;line-height:1.4}
figure{margin:1rem 0;min-width:0}
figure svg{display:block;width:100%;max-width:600px;height:auto;font-family:system-ui,sans-serif}
.hero{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1rem 2rem;align-items:start}
.figures{display:grid;grid-template-columns:1fr 1fr;gap:1rem 2rem;align-items:start}
ul{padding-left:1.2rem;max-width:46rem}
li{margin:.3rem 0}
.wide{overflow-x:auto;width:fit-content;max-width:100%;border:1px solid var(--line);border-radius:6px}
table{border-collapse:collapse;font-size:.82rem;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .6rem;text-align:right;white-space:nowrap;border-top:1px solid var(--line)}
thead th{border-top:0;background:var(--panel);font-weight:600}
.text{text-align:left}
.wide th:first-child,.wide td:first-child{position:sticky;left:0;background:var(--paper)}
.wide thead th:first-child{background:var(--panel)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0;margin:.5rem 0;max-width:none;font-size:.875rem}
nav li{margin:0;overflow-wrap:anywhere}
h2,h3,p,li,dd{overflow-wrap:anywhere}
details{margin:.5rem 0}
summary{cursor:pointer}
dl{font-size:.85rem}
dt{font-family:ui-monospace,monospace}
dd{margin:0 0 .3rem 1rem;color:var(--muted)}
pre{overflow-x:auto;background:var(--panel);padding:.75rem;border-radius:6px;font-size:.75rem;line-height:1.4}
@media (max-width:860px){.tiles{grid-template-columns:1fr 1fr}.hero,.figures{grid-template-columns:1fr}}
@media (max-width:480px){.wide table{width:max-content}body{padding:.5rem .75rem 3rem}.tile{padding:.6rem .7rem}.tile strong{font-size:1.1rem}h1{font-size:1.25rem}.wide th:first-child,.wide td:first-child{max-width:11rem;white-space:normal;overflow-wrap:anywhere}}
@media print{body{max-width:none}nav{display:none}.wide{overflow:visible;border:0}table{font-size:.6rem}th,td{white-space:normal;padding:.1rem .3rem}.wide th:first-child,.wide td:first-child{position:static}tr,figure,.tile{break-inside:avoid}}
${figureRules()}`;
}
