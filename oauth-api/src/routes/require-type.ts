import type { ProjectType } from "@dream-api/contract";
import { DreamError, type Scope } from "@dream-api/domain";
import type { CatalogueServices } from "../catalogue-services.ts";

/** @throws DreamError `wrong_project_type`, `not_found` */
export async function requireType(scope: Scope, type: ProjectType, { sold }: CatalogueServices): Promise<void> {
  const found = await sold.findType(scope);
  if (found === null) throw new DreamError("not_found");
  if (found !== type) throw new DreamError("wrong_project_type");
}
