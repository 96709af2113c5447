import { useId } from "react";
import { Prose } from "./prose.jsx";
import { asks } from "./response.js";

// Fields bring their labels, descriptions and errors themselves.
function FieldTemplate({ children, hidden }) {
  return hidden ? <div hidden>{children}</div> : children;
}

// ObjectFieldTemplate puts what is asked about the rater into a section, and the
// ratings into one for each domain.
function ObjectFieldTemplate({ properties, uiSchema, registry }) {
  const { words, constituency } = registry.formContext;
  const groups = uiSchema["ui:options"]?.groups;
  if (groups) {
    const content = new Map(properties.map((property) => [property.name, property.content]));
    return groups
      .map((group) => ({ ...group, fields: group.fields.filter((field) => asks(uiSchema[field], constituency)) }))
      .filter((group) => group.fields.length > 0)
      .map((group) => <Domain key={group.id} group={group} ui={uiSchema} content={content} />);
  }
  const about = properties.filter((property) => !property.hidden && property.name !== "ratings");
  return (
    <>
      <section aria-labelledby="about-you">
        <h2 id="about-you">{words.aboutYou}</h2>
        {about.map((property) => property.content)}
      </section>
      {properties.filter((property) => !about.includes(property)).map((property) => property.content)}
    </>
  );
}

function Domain({ group, ui, content }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{group.title}</h2>
      {group.description && <Prose text={group.description} />}
      {group.prompts && (
        <details>
          <summary>
            {ui["ui:options"].promptsTitle}
            <span className="unseen"> ({group.title})</span>
          </summary>
          <ul>
            {group.prompts.map((prompt) => (
              <li key={prompt}>{prompt.includes("\n") ? <Prose text={prompt} /> : prompt}</li>
            ))}
          </ul>
        </details>
      )}
      {group.fields.map((field) => content.get(field))}
    </section>
  );
}

// ErrorListTemplate says above the form what is wrong, with a link to each field.
function ErrorListTemplate({ errors, registry }) {
  const { words } = registry.formContext;
  return (
    <div id="problems" role="alert" tabIndex="-1">
      <h2>{words.problems(errors.length)}</h2>
      <ul>
        {errors.map((error) => {
          const id = "root" + error.property.replaceAll(".", "_");
          return (
            <li key={id}>
              <a href={`#${id}`} onClick={(event) => goTo(event, id)}>
                {error.message}
              </a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

// goTo moves the focus to what can be answered in a field.
function goTo(event, id) {
  event.preventDefault();
  const field = document.getElementById(id);
  const control = field.matches("input") ? field : (field.querySelector("input:checked") ?? field.querySelector("input"));
  control.focus();
  field.scrollIntoView({ block: "start" });
}

// focusProblems moves the focus to the list of what is wrong.
export function focusProblems() {
  document.getElementById("problems").focus();
}

export const templates = { FieldTemplate, ObjectFieldTemplate, ErrorListTemplate };
