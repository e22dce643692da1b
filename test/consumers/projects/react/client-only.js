"use client";
export * from "dream-api/react";
