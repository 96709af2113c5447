import { useEffect, useState } from "react";
import Form from "@rjsf/core";
import createPrecompiledValidator from "@rjsf/validator-ajv8/lib/createPrecompiledValidator.js";
import { forms } from "waymark-forms";

import { inPlainWords } from "./errors.js";
import { Prose } from "./prose.jsx";
import { RatingField } from "./rating.jsx";
import { asks, newID, ordered, save, withoutNotAsked } from "./response.js";
import { focusProblems, templates } from "./templates.jsx";
import { widgets } from "./widgets.jsx";
import { wordsIn } from "./words.js";

const languages = Object.keys(forms);

// Nothing is chosen before the rater chooses; only the constants are filled in.
const startEmpty = {
  constAsDefaults: "skipOneOf",
  emptyObjectFields: "populateRequiredDefaults",
};

export function App() {
  const [language, setLanguage] = useState(preferred);
  const [form, setForm] = useState(null);
  const [response, setResponse] = useState(() => ({ id: newID(), ratings: {} }));
  const [saved, setSaved] = useState("");

  useEffect(() => {
    let current = true;
    load(language).then((loaded) => current && setForm(loaded));
    return () => {
      current = false;
    };
  }, [language]);

  useEffect(() => {
    if (!form) return;
    document.documentElement.lang = form.language;
    document.documentElement.dir = form.direction;
    document.title = form.title;
  }, [form]);

  const words = wordsIn(form?.language ?? language);
  if (!form) return <p role="status">{words.loading}</p>;

  const all = Object.keys(form.schema.properties.ratings.properties).filter((id) => asks(form.ui.ratings[id], response.constituency));
  const done = all.filter((id) => stageOf(response.ratings?.[id])).length;
  const submit = ({ formData }) => {
    const final = ordered({ ...formData, language: form.language }, form.schema);
    save(final);
    setSaved(`${final.id}.json`);
  };

  return (
    <>
      <header>
        <Languages current={form.language} label={words.languages} choose={setLanguage} />
        <h1>{form.title}</h1>
        <p>{words.introduction}</p>
      </header>
      <main>
        <Form
          key={form.language}
          aria-label={words.form}
          schema={form.schema}
          uiSchema={form.ui}
          validator={form.validator}
          formData={response}
          formContext={{ words, constituency: response.constituency }}
          fields={fields}
          widgets={widgets}
          templates={templates}
          experimental_defaultFormStateBehavior={startEmpty}
          transformErrors={(errors) => inPlainWords(errors, form.schema, form.ui, words)}
          showErrorList="top"
          noHtml5Validate
          onChange={({ formData }) => {
            setResponse(withoutNotAsked(formData, form.ui));
            setSaved("");
          }}
          onSubmit={submit}
          onError={focusProblems}
        >
          <div className="finish">
            <p>{words.answered(done, all.length)}</p>
            <button type="submit">{words.download}</button>
            <p role="status">{saved && words.downloaded(saved)}</p>
          </div>
        </Form>
      </main>
      {form.notice && (
        <footer>
          <details>
            <summary>{words.rights}</summary>
            <Prose text={form.notice} />
          </details>
        </footer>
      )}
    </>
  );
}

const fields = { rating: RatingField };

function Languages({ current, label, choose }) {
  if (languages.length < 2) return null;
  return (
    <nav aria-label={label} className="languages">
      {languages.map((tag) => (
        <button key={tag} type="button" lang={tag} aria-pressed={tag === current} onClick={() => choose(tag)}>
          {nameOf(tag)}
        </button>
      ))}
    </nav>
  );
}

function nameOf(tag) {
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag);
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

function preferred() {
  const asked = new URLSearchParams(location.search).get("lang");
  const wanted = [asked, ...navigator.languages].filter(Boolean).map((tag) => tag.split("-")[0]);
  return wanted.find((tag) => languages.includes(tag)) ?? languages[0];
}

async function load(language) {
  const [form, validators] = await forms[language]();
  const { schema, ui, ...rest } = form.default;
  return {
    ...rest,
    schema,
    ui: withRatingFields(ui),
    validator: createPrecompiledValidator(validators.default, schema),
  };
}

// Ratings are shown by RatingField in place of the two alternatives of the schema.
function withRatingFields(ui) {
  const ratings = { ...ui.ratings };
  for (const id of ratings["ui:order"]) {
    ratings[id] = { ...ratings[id], "ui:field": "rating", "ui:fieldReplacesAnyOrOneOf": true };
  }
  return { ...ui, ratings };
}

export function stageOf(rating) {
  return typeof rating === "object" ? rating?.stage : rating;
}
