/** How the pages look: system fonts, light and dark, readable on a phone. */
import { raw } from "hono/html";

export const styles = raw(`
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --strong: #635bff; --on-strong: #fff; --bad: #c0123c;
  --good: #0a7d4b; --surface: #fff; --page: #f6f7fb; font: 16px/1.5 system-ui, sans-serif; }
@media (prefers-color-scheme: dark) { :root { --surface: #1b1d29; --page: #12131b; --strong: #9d97ff; --on-strong: #12131b;
  --bad: #ff7d97; --good: #5fd6a2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem 1rem 4rem; background: var(--page); }
body.narrow { max-width: 42rem; }
body.wide { max-width: 76rem; }
header { display: flex; gap: .25rem .75rem; align-items: center; flex-wrap: wrap; }
header nav { display: flex; gap: .25rem 1rem; flex-wrap: wrap; margin-left: auto; }
.badge { border-radius: 1rem; padding: 0 .6rem; background: var(--strong); color: var(--on-strong); font-size: .8125rem;
  font-weight: 600; }
h1 { font-size: 1.6rem; margin: 1rem 0; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
main > section, main > form, .panel { background: var(--surface); border: 1px solid var(--line); border-radius: .6rem;
  padding: 1rem 1.25rem; margin: 0 0 1rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 1rem;
  align-items: start; }
.panels > section { margin: 0; background: var(--surface); border: 1px solid var(--line); border-radius: .6rem;
  padding: 1rem 1.25rem; }
.panels { margin-bottom: 1rem; }
fieldset { border: 1px solid var(--line); border-radius: .6rem; margin: 1rem 0 0; padding: .25rem 1rem 1rem; }
legend { font-weight: 600; padding: 0 .4rem; }
label { display: block; margin-top: .75rem; font-size: .9375rem; }
label.choice { display: flex; gap: .5rem; align-items: baseline; margin-top: .4rem; }
input, select { font: inherit; display: block; margin-top: .2rem; padding: .45rem .6rem; width: 100%; color: inherit;
  background: var(--page); border: 1px solid var(--line); border-radius: .4rem; }
label.choice input { width: auto; margin: 0; }
td input[type=number] { width: 5.5rem; margin: 0; }
[aria-invalid=true] { border-color: var(--bad); outline: 1px solid var(--bad); }
.problem { color: var(--bad); font-size: .875rem; margin: .25rem 0 0; }
button { font: inherit; font-weight: 600; margin-top: 1rem; padding: .5rem 1.1rem; border: 1px solid transparent;
  border-radius: .4rem; background: var(--strong); color: var(--on-strong); cursor: pointer; }
button.quiet { background: transparent; color: inherit; border-color: var(--line); font-weight: 400; }
button.grave { background: transparent; color: var(--bad); border-color: var(--bad); }
td button { margin: 0; padding: .15rem .6rem; font-size: .875rem; }
:focus-visible { outline: 2px solid var(--strong); outline-offset: 2px; }
a { color: var(--strong); }
.row { display: flex; gap: 0 1rem; flex-wrap: wrap; align-items: end; }
.row > label { flex: 1 1 9rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
td, th { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: middle; }
td.when { white-space: nowrap; }
p.note + button { margin-top: 0; }
th { font-weight: 600; white-space: nowrap; }
td.number, th.number { text-align: right; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { opacity: .75; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: .875em; overflow-wrap: anywhere; }
pre { overflow-x: auto; background: var(--soft); border-radius: .4rem; padding: 1rem; font-size: .8125rem; }
[role=alert] { border-left: 4px solid var(--bad); background: var(--soft); padding: .6rem 1rem; }
[role=status] { border-left: 4px solid var(--good); background: var(--soft); padding: .6rem 1rem; }
.total { font-size: 1.35rem; font-weight: 600; }
.note { opacity: .8; font-size: .875rem; }
.good { color: var(--good); } .bad { color: var(--bad); }
ul.plain { list-style: none; padding: 0; margin: 0; }
ul.plain li { padding: .2rem 0; }
`);
