import type { DialFacts } from "../../engine/lab-facts.ts";
import "./dial.css";

/** Where the dial stands that a link puts there: within its ends, whoever wrote the link. */
export function placeOf({ least, most, initial }: DialFacts, asked: number | undefined): number {
  return asked === undefined ? initial : Math.min(most, Math.max(least, asked));
}

interface DialParts {
  readonly facts: DialFacts;
  readonly value: number;
  readonly onTurn: (value: number) => void;
  /** It was let go. */
  readonly onRest: (value: number) => void;
}

/** What can be turned while a network is watched: it changes what is drawn at once, and nothing that is learned. */
export function Dial({ facts: { label, least, most, step, effect }, value, onTurn, onRest }: DialParts) {
  return (
    <p class="dial">
      <label for="dial">{label}</label>
      <input
        id="dial"
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-describedby="dial-said"
        onInput={({ currentTarget }) => onTurn(Number(currentTarget.value))}
        onChange={({ currentTarget }) => onRest(Number(currentTarget.value))}
      />
      <output for="dial">{value}</output>
      <small id="dial-said">{effect}</small>
    </p>
  );
}
