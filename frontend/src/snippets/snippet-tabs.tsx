/** The same call in several languages. */
import { CodeBlock } from "../ui/code-block.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs.tsx";
import type { Snippet } from "./snippets.ts";

export function SnippetTabs({ snippets }: { snippets: readonly Snippet[] }) {
  return (
    <Tabs defaultValue={snippets[0]?.id}>
      <TabsList aria-label="Language">
        {snippets.map(({ id, label }) => (
          <TabsTrigger key={id} value={id}>
            {label}
          </TabsTrigger>
        ))}
      </TabsList>
      {snippets.map(({ id, label, says, code }) => (
        <TabsContent key={id} value={id} className="pt-3">
          <p className="mb-2 text-muted">{says}</p>
          <CodeBlock code={code} copyLabel={`Copy the ${label} snippet`} />
        </TabsContent>
      ))}
    </Tabs>
  );
}
