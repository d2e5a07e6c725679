import { html, Markup } from "recurra/drawing";
// The one script of these pages: it hides the rows of the table that do not hold what is typed. Without it the table is all there, and the
// box is not shown. The page's policy lets this text run and no other: its hash stands there.

export const script = `(()=>{const b=document.getElementById("find"),t=document.getElementById("series");b.hidden=false;
const i=b.querySelector("input"),o=b.querySelector("output"),r=[...t.querySelectorAll("tbody tr")],x=r.map(e=>e.textContent.toLowerCase());
i.addEventListener("input",()=>{const w=i.value.toLowerCase().trim().split(/\\s+/);let n=0;t.classList.toggle("found",w[0]!=="");
r.forEach((e,k)=>{const f=w.every(s=>x[k].includes(s));e.hidden=!f;if(f)n++});o.textContent=w[0]===""?"":n+" of "+r.length})})()`;

/** Of the script, as a policy of the page names it. */
export const scriptHash = "sha256-MzQIw1jA1Jv6/CErNHqFMW4xFUVizKGFJwhXC/0bEiM=";

/** The box, and the script behind the table. */
export function searchBox(idHead: string): { readonly box: Markup; readonly behind: Markup } {
  return {
    box: html`<p id="find" hidden><label>Find a series <input type="search" placeholder="${idHead}, worse, Holt ..." autocomplete="off" spellcheck="false"></label> <output></output></p>
`,
    behind: html`<script>${new Markup(script)}</script>`,
  };
}
