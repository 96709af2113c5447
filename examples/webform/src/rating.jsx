import { useState } from "react";
import { stageOf } from "./app.jsx";

// RatingField shows a competency as one group of radio buttons, with evidence and
// a note behind a disclosure. Its value is the answer alone or, where something
// was written, an object with the answer.
export function RatingField({ fieldPathId, schema, uiSchema, formData, onChange, errorSchema, registry }) {
  const { words, constituency } = registry.formContext;
  const title = uiSchema["ui:options"]?.wordings?.[constituency] ?? schema.title;
  const id = fieldPathId.$id;
  const descriptors = uiSchema["ui:options"]?.descriptors ?? {};
  const options = registry.schemaUtils
    .retrieveSchema(schema.oneOf[0])
    .oneOf.map((option) => ({ ...option, description: descriptors[option.const] ?? option.description }));
  const rating = typeof formData === "object" ? (formData ?? {}) : { stage: formData };
  const [evidence, setEvidence] = useState(() => (rating.evidence ?? []).join("\n"));
  const errors = errorSchema?.__errors ?? [];

  const change = (part) => onChange(compact({ ...rating, ...part }), fieldPathId.path);
  const write = (text) => {
    setEvidence(text);
    change({ evidence: text.split("\n").map((line) => line.trim()).filter(Boolean) });
  };

  return (
    <fieldset id={id} className="rating" aria-describedby={errors.length > 0 ? `${id}-error` : undefined}>
      <legend>
        <h3>{title}</h3>
      </legend>
      <Errors id={`${id}-error`} errors={errors} />
      <div className="options">
        {options.map((option) => (
          <Option
            key={option.const}
            id={`${id}-${option.const}`}
            name={id}
            option={option}
            checked={stageOf(formData) === option.const}
            invalid={errors.length > 0}
            choose={() => change({ stage: option.const })}
          />
        ))}
      </div>
      {rating.stage && (
        <button type="button" className="clear" onClick={() => clear(change, id, options[0])}>
          {words.clear}
          <span className="unseen"> ({title})</span>
        </button>
      )}
      <details>
        <summary>
          {words.remarks}
          <span className="unseen"> ({title})</span>
        </summary>
        <label htmlFor={`${id}-evidence`}>{words.evidence}</label>
        <textarea id={`${id}-evidence`} rows="3" value={evidence} onChange={(e) => write(e.target.value)} />
        <label htmlFor={`${id}-note`}>{words.note}</label>
        <textarea id={`${id}-note`} rows="3" value={rating.note ?? ""} onChange={(e) => change({ note: e.target.value })} />
      </details>
    </fieldset>
  );
}

// clear takes the choice back. The button that was used goes away with it, so the
// focus moves to the first choice.
function clear(change, id, first) {
  change({ stage: undefined });
  document.getElementById(`${id}-${first.const}`)?.focus();
}

// compact returns the shortest form of a rating.
function compact({ stage, evidence, note }) {
  const full = {};
  if (stage) full.stage = stage;
  if (evidence?.length > 0) full.evidence = evidence;
  if (note) full.note = note;
  if (full.evidence || full.note) return full;
  return stage || undefined;
}

// Option is a radio button with its title as its name and the rest as its
// description, all of which can be clicked.
export function Option({ id, name, option, checked, invalid, choose }) {
  return (
    <label className="option">
      <input
        type="radio"
        id={id}
        name={name}
        value={option.const}
        checked={checked}
        onChange={choose}
        aria-invalid={invalid || undefined}
        aria-labelledby={`${id}-title`}
        aria-describedby={option.description ? `${id}-description` : undefined}
      />
      <span id={`${id}-title`} className="title">
        {option.title}
      </span>
      {option.description && (
        <span id={`${id}-description`} className="description">
          {option.description}
        </span>
      )}
    </label>
  );
}

export function Errors({ id, errors }) {
  if (errors.length === 0) return null;
  return (
    <p id={id} className="error">
      {errors.join(" ")}
    </p>
  );
}
