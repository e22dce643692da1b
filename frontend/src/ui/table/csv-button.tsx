/** Saves a whole table as CSV, with the filters that stand. The server writes it; this only waits and says so. */
import type { Endpoint } from "@dream-api/contract";
import { Download } from "lucide-react";
import { useState } from "react";
import { isApiError } from "../../api/api-error.ts";
import { useApi } from "../../api/api-provider.tsx";
import type { CallInput } from "../../api/call.ts";
import { Button } from "../button.tsx";
import { toast } from "../toast.ts";

export interface CsvButtonProps<E extends Endpoint> {
  /** One that takes `format=csv`. */
  endpoint: E;
  input: CallInput<E>;
  /** Of the file, with its ending. */
  fileName: string;
}

export function CsvButton<E extends Endpoint>({ endpoint, input, fileName }: CsvButtonProps<E>) {
  const api = useApi();
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const query = { ...(input.query as object | undefined), format: "csv" } as CallInput<E>["query"];
      saveFile(await api.download("api", endpoint, { ...input, query }), fileName);
    } catch (error) {
      toast.error(isApiError(error) ? `${error.message} (${error.requestId})` : "The export did not work");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button variant="outline" isBusy={isBusy} onClick={save}>
      {!isBusy && <Download aria-hidden />}
      {isBusy ? "Preparing…" : "Export CSV"}
    </Button>
  );
}

function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
