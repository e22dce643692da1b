/** Writes down what went wrong but could be survived. */
import { createReport } from "@dream-api/http";

export const report = createReport("end-user-auth");
