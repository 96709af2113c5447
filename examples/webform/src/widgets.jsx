import { Errors, Option } from "./rating.jsx";

// Radio is a group of choices with its legend.
function Radio({ id, label, required, schema, options, value, onChange, rawErrors = [], registry }) {
  const { words } = registry.formContext;
  const description = options.description ?? schema.description;
  return (
    <fieldset id={id} className="choice" aria-describedby={rawErrors.length > 0 ? `${id}-error` : undefined}>
      <legend>
        {label} <span className="hint">({required ? words.required : words.optional})</span>
      </legend>
      {description && <p className="hint">{description}</p>}
      <Errors id={`${id}-error`} errors={rawErrors} />
      <div className="options">
        {schema.oneOf.map((option) => (
          <Option
            key={option.const}
            id={`${id}-${option.const}`}
            name={id}
            option={option}
            checked={value === option.const}
            invalid={rawErrors.length > 0}
            choose={() => onChange(option.const)}
          />
        ))}
      </div>
    </fieldset>
  );
}

// input is a field of one line with its label.
function input(type) {
  return function Input({ id, label, required, schema, options, value, onChange, rawErrors = [], registry }) {
    const { words } = registry.formContext;
    const description = options.description ?? schema.description;
    const described = [description && `${id}-description`, rawErrors.length > 0 && `${id}-error`];
    return (
      <div className="line">
        <label htmlFor={id}>
          {label} <span className="hint">({required ? words.required : words.optional})</span>
        </label>
        {description && (
          <p id={`${id}-description`} className="hint">
            {description}
          </p>
        )}
        <Errors id={`${id}-error`} errors={rawErrors} />
        <input
          id={id}
          type={type}
          value={value ?? ""}
          onChange={(e) => onChange(e.target.value === "" ? undefined : e.target.value)}
          aria-invalid={rawErrors.length > 0 || undefined}
          aria-describedby={described.filter(Boolean).join(" ") || undefined}
        />
      </div>
    );
  };
}

export const widgets = { RadioWidget: Radio, TextWidget: input("text"), DateWidget: input("date") };
