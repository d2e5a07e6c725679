import type { LabFacts, OptionFacts } from "../../engine/lab-facts.ts";
import { labelOf } from "../../engine/wording.ts";
import type { RunLink } from "../../link/run-link.ts";
import { TextField } from "../../parts/text-field.tsx";

interface LabFormParts {
  readonly lab: LabFacts;
  readonly link: RunLink;
  readonly disabled: boolean;
  /** What is wrong with settings, by their names. */
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (link: RunLink) => void;
}

/** The lab's settings: each with what it does, or with what is wrong with it by the lab's own rule. */
export function LabForm({ lab, link, disabled, problems, onChange }: LabFormParts) {
  const changed = Object.keys(link.settings).length;
  return (
    <details class="settings">
      <summary>Settings{changed > 0 && ` (${changed} changed)`}</summary>
      <div class="fields">
        {lab.options.map((option) => (
          <Field
            key={option.name}
            option={option}
            text={link.settings[option.name] ?? option.default}
            disabled={disabled}
            problem={problems[option.name]}
            onText={(text) => {
              const { [option.name]: _, ...others } = link.settings;
              onChange({ ...link, settings: text === option.default ? others : { ...others, [option.name]: text } });
            }}
          />
        ))}
      </div>
    </details>
  );
}

interface FieldParts {
  readonly option: OptionFacts;
  readonly text: string;
  readonly disabled: boolean;
  readonly problem: string | undefined;
  readonly onText: (text: string) => void;
}

function Field({ option: { name, isFlag, effect }, text, disabled, problem, onText }: FieldParts) {
  const id = `setting-${name}`;
  const shared = { id, disabled, "aria-describedby": `${id}-said` };
  return (
    <div class="field">
      <label for={id}>{labelOf(name)}</label>
      {isFlag ? (
        <input
          {...shared}
          type="checkbox"
          checked={text === "true"}
          onChange={({ currentTarget }) => onText(String(currentTarget.checked))}
        />
      ) : (
        <TextField id={id} text={text} disabled={disabled} invalid={problem !== undefined} onText={onText} />
      )}
      <small id={`${id}-said`}>{problem ?? effect}</small>
    </div>
  );
}
