/** A picture, chosen or dropped, uploaded at once. */
import { ImagePlus, X } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/class-names.ts";
import { acceptedImages, imageHint, useImageUpload } from "./use-image-upload.ts";

export interface ImageInputProps {
  value: string | null;
  onChange(url: string | null): void;
  label?: string;
  error?: string;
  className?: string;
}

export function ImageInput({ value, onChange, label = "Picture", error, className }: ImageInputProps) {
  const id = useId();
  const { send, isPending, ...upload } = useImageUpload(onChange);
  const [isOver, setOver] = useState(false);
  const refusal = upload.refusal ?? error;
  return (
    <div className={cn("grid gap-1.5", className)}>
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
        <span className="ml-1.5 font-normal text-muted">optional</span>
      </label>
      <div className="flex items-center gap-3">
        <label
          htmlFor={id}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            send(event.dataTransfer.files[0]);
          }}
          className={cn(
            "flex min-h-20 flex-1 cursor-pointer items-center gap-3 rounded-lg border border-line-strong border-dashed px-4 text-muted transition-colors focus-within:outline-2 focus-within:outline-accent hover:bg-hover",
            isOver && "border-accent bg-accent-soft",
          )}
        >
          {value ? (
            <img src={value} alt="As it will be shown" className="size-14 rounded-md object-cover" />
          ) : (
            <ImagePlus className="size-5" aria-hidden />
          )}
          {isPending ? "Uploading…" : value ? "Choose another" : "Choose one or drop it here"}
          <input
            id={id}
            type="file"
            accept={acceptedImages}
            className="sr-only"
            aria-describedby={`${id}-hint`}
            onChange={({ target }) => {
              send(target.files?.[0]);
              // The same file again, once it was made smaller, is another try.
              target.value = "";
            }}
          />
        </label>
        {value && (
          <Button variant="ghost" size="icon" aria-label="Take the picture away" onClick={() => onChange(null)}>
            <X />
          </Button>
        )}
      </div>
      <p id={`${id}-hint`} className="text-[13px] text-muted">
        {imageHint}
      </p>
      {refusal && (
        <p role="alert" className="text-[13px] text-danger">
          {refusal}
        </p>
      )}
    </div>
  );
}
