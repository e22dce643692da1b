/** Style and script of the page at `/_sandbox`. */

export const styles = `
:root {
  color-scheme: light dark;
  --line: light-dark(#d9dce3, #363b47);
  --soft: light-dark(#5a6172, #a2a9b8);
  --card: light-dark(#ffffff, #1c1f27);
  --back: light-dark(#f5f6f9, #13151b);
  --mark: light-dark(#4a3fd1, #a8a1ff);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); font: 15px/1.5 system-ui, sans-serif; }
body > header, main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.05rem; margin: 2rem 0 0.75rem; }
h2 small, body > header > p, .none, time { color: var(--soft); font-weight: normal; }
body > header > p { margin: 0 0 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.5rem; border-bottom: 1px solid var(--line); }
nav a { padding: 0.5rem 0.75rem; color: inherit; text-decoration: none; border-bottom: 3px solid transparent; }
nav a[aria-current] { border-color: var(--mark); font-weight: 600; }
main { padding-top: 0; }
code, pre, output { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
code { font-size: 0.85em; }
pre { white-space: pre-wrap; font-size: 0.85em; }
time { font-size: 0.85em; white-space: nowrap; }
.mails { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 1rem; margin: 0; padding: 0; list-style: none; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; padding: 0.9rem 1rem; overflow-wrap: anywhere; }
.card header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
.card p { margin: 0.35rem 0; }
.take { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem; }
.take output { font-size: 2rem; letter-spacing: 0.15em; font-weight: 600; user-select: all; }
details summary { cursor: pointer; color: var(--soft); }
button, .button { font: inherit; padding: 0.35rem 0.8rem; border: 1px solid var(--line); border-radius: 0.4rem; background: var(--card); color: inherit; text-decoration: none; cursor: pointer; white-space: nowrap; }
.button { background: light-dark(#4a3fd1, #554bd8); border-color: transparent; color: #fff; }
button:hover { border-color: var(--mark); }
.danger { color: light-dark(#b3261e, #ff8f86); }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: normal; font-size: 0.85em; }
td { overflow-wrap: anywhere; }
tbody tr:last-child td { border-bottom: 0; }
.pill { padding: 0.1rem 0.55rem; border-radius: 1rem; font-size: 0.85em; white-space: nowrap; background: light-dark(#e9ebf1, #2b303b); }
.succeeded { background: light-dark(#d8f3e0, #133d25); }
.pending { background: light-dark(#fdf0cf, #473812); }
.failed { background: light-dark(#fbdcd9, #511a16); }
.row { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem; margin-bottom: 1rem; }
.row p { margin: 0; flex: 1 1 20rem; }
label { display: grid; gap: 0.2rem; color: var(--soft); font-size: 0.85em; }
input { font: inherit; padding: 0.35rem 0.6rem; border: 1px solid var(--line); border-radius: 0.4rem; width: 16rem; max-width: 100%; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.35rem 1.5rem; }
dt { color: var(--soft); }
dd { margin: 0; }
@media (max-width: 45rem) {
  thead { display: none; }
  td { display: flex; gap: 0.75rem; border: 0; padding: 0.2rem 0.75rem; }
  td::before { content: attr(data-head); flex: 0 0 6rem; color: var(--soft); font-size: 0.85em; }
  td:empty { display: none; }
  tr { display: block; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  dl { grid-template-columns: 1fr; }
}
`;

/** Copies codes and links, and brings news every two seconds, but not while somebody reads what they unfolded. */
export const script = `
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copy]");
  if (!button) return;
  const label = button.textContent;
  await navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = label; }, 1000);
});

let shown = document.querySelector("#news").innerHTML;
setInterval(async () => {
  if (document.hidden || document.querySelector("#news details[open]")) return;
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.querySelector("#news").innerHTML;
  if (news === shown) return;
  shown = news;
  document.querySelector("#news").innerHTML = news;
}, 2000);
`;
