/**
 * Zod writes itself faster code where it may, and tries whether it may: our pages' policy forbids it, and the browser
 * reports the try. Said before zod is loaded, which comes later with the dashboard.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
