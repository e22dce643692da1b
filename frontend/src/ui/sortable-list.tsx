/** A list whose order is changed by dragging, or by keyboard: space takes a thing up, arrows move it, space drops it. */
import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { GripVertical } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "./class-names.ts";

export interface SortableListProps<Item> {
  /** Of the list, for screen readers. */
  label: string;
  items: readonly Item[];
  idOf: (item: Item) => string;
  /** What an item is called while it is moved. */
  nameOf: (item: Item) => string;
  renderItem: (item: Item) => ReactNode;
  /** @param ids in the new order, which shows at once */
  onReorder(ids: string[]): void;
}

export function SortableList<Item>({ label, items, idOf, nameOf, renderItem, onReorder }: SortableListProps<Item>) {
  const ids = items.map(idOf);
  const known = ids.join("\n");
  const [order, setOrder] = useState(ids);
  // What the server says is the order from then on.
  useEffect(() => setOrder(known.split("\n")), [known]);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const shown = order.flatMap((id) => items.find((item) => idOf(item) === id) ?? []);
  const drop = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return;
    const next = arrayMove(order, order.indexOf(String(active.id)), order.indexOf(String(over.id)));
    setOrder(next);
    onReorder(next);
  };
  const nameAt = (id: string | number) => {
    const item = items.find((one) => idOf(one) === id);
    return item === undefined ? String(id) : nameOf(item);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={drop}
      accessibility={{ announcements: announce(nameAt, (id) => order.indexOf(String(id)) + 1) }}
    >
      <SortableContext items={order} strategy={verticalListSortingStrategy}>
        <ul aria-label={label} className="divide-y rounded-xl border bg-surface shadow-card">
          {shown.map((item) => (
            <SortableItem key={idOf(item)} id={idOf(item)} name={nameOf(item)}>
              {renderItem(item)}
            </SortableItem>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

function SortableItem({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
  });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: transform ? `translateY(${transform.y}px)` : undefined, transition }}
      className={cn(
        "flex items-center gap-2 bg-surface py-3 pr-5 pl-2 first:rounded-t-xl last:rounded-b-xl",
        isDragging && "relative z-10 rounded-xl shadow-float",
      )}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        className="cursor-grab touch-none rounded-md p-1.5 text-muted hover:bg-hover active:cursor-grabbing"
        {...attributes}
        {...listeners}
        aria-label={`Move ${name}`}
      >
        <GripVertical className="size-4" aria-hidden />
      </button>
      <div className="min-w-0 flex-1">{children}</div>
    </li>
  );
}

function announce(nameAt: (id: string | number) => string, placeOf: (id: string | number) => number): Announcements {
  return {
    onDragStart: ({ active }) => `${nameAt(active.id)} is taken up.`,
    onDragOver: ({ active, over }) =>
      over ? `${nameAt(active.id)} is at place ${placeOf(over.id)}.` : `${nameAt(active.id)} is at no place.`,
    onDragEnd: ({ active, over }) =>
      over ? `${nameAt(active.id)} is put down at place ${placeOf(over.id)}.` : `${nameAt(active.id)} is put down.`,
    onDragCancel: ({ active }) => `${nameAt(active.id)} stays where it was.`,
  };
}
