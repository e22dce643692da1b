/** Files that are bundled as text, as wrangler does by default. */
declare module "*.txt" {
  const text: string;
  export default text;
}
