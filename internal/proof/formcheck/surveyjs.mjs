// Reads {form, results, locale} from standard input, lets survey-core open the form
// and fill it in with each result, and writes what it makes of that.
import { readFileSync } from "node:fs";
import { Model } from "survey-core";
import "survey-core/i18n/spanish";

const { form, results, locale } = JSON.parse(readFileSync(0, "utf8"));

function complete(result) {
  const survey = new Model(form);
  for (const [name, value] of Object.entries(result)) survey.setValue(name, value);
  const done = survey.tryComplete();
  return { done, data: survey.data };
}

// What the raters of a constituency see: the questions of rows by value, and the names of
// pages and of other questions.
function seenBy(constituency) {
  const survey = new Model(form);
  survey.setValue("constituency", constituency);
  const questions = survey.getAllQuestions(true).filter((question) => question.isVisible && question.page.isVisible);
  const matrices = questions.filter((question) => question.getType() === "matrix");
  return {
    rows: Object.fromEntries(matrices.flatMap((m) => m.visibleRows.map((row) => [row.name, row.item.locText.renderedHtml]))),
    pages: survey.visiblePages.map((page) => page.name),
    comments: questions.filter((question) => question.getType() === "comment").map((question) => question.name),
  };
}

const survey = new Model(form);
const empty = survey.data;
survey.locale = locale;
const matrices = survey.getAllQuestions().filter((question) => question.getType() === "matrix");
const output = {
  problems: (survey.jsonErrors ?? []).map((error) => error.message),
  empty,
  withoutAnswers: complete({}).done,
  title: survey.locTitle.renderedHtml,
  pages: survey.pages.map((page) => page.locTitle.renderedHtml),
  rows: Object.fromEntries(matrices.flatMap((m) => m.rows.map((row) => [row.value, row.locText.renderedHtml]))),
  cells: Object.fromEntries(
    matrices.flatMap((m) =>
      m.rows.map((row) => [row.value, Object.fromEntries(m.columns.map((c) => [c.value, m.getCellDisplayLocText(row.value, c.value).renderedHtml]))]),
    ),
  ),
  results: results.map(complete),
  seen: Object.fromEntries((survey.getQuestionByName("constituency")?.choices ?? []).map((choice) => [choice.value, seenBy(choice.value)])),
};
process.stdout.write(JSON.stringify(output));
