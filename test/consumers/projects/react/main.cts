import { DreamProvider, useUser } from "dream-api/react";

export const isComponent: boolean = typeof DreamProvider === "function" && typeof useUser === "function";
