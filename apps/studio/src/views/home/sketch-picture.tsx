import { type Mark, SKETCH_BOX, type Sketch } from "../../recorded/sketch.ts";

/** Strokes of a sketch. */
export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  return marks.map(({ d, color, wide, dash, round }) => (
    <path
      key={`${color} ${d}`}
      d={d}
      fill="none"
      stroke={`var(${color})`}
      stroke-width={wide}
      stroke-dasharray={dash}
      stroke-linecap={round ? "round" : "butt"}
      stroke-linejoin="round"
    />
  ));
}

/** A sketch of what a run came to; its place is kept until it is there. Beside it stands in words what it is of. */
export function SketchPicture({ sketch }: { readonly sketch: Sketch | undefined }) {
  if (sketch && "words" in sketch) {
    return (
      <span class={sketch.apart ? "sketch words apart" : "sketch words"} aria-hidden="true">
        {sketch.words.map(({ text, color, ink }, at) => (
          <i key={at} style={color === "" ? {} : { background: `var(${color})`, color: `var(${ink})` }}>
            {text}
          </i>
        ))}
      </span>
    );
  }
  return (
    <svg class="sketch" viewBox={SKETCH_BOX} aria-hidden="true">
      {sketch && <Marks marks={sketch.marks} />}
    </svg>
  );
}
