// Package assess turns responses to a rubric into published results. It reads and checks
// responses, counts them, computes results from the counts, and hides results that could
// expose anybody.
//
// # Steps
//
// Data flows one way, and each step has a type:
//
//	Response  the ratings of one rater       LoadResponse, NDJSON, Array, CSV, Read, NewResponse
//	Tally     exact counts, mergeable        Tally.Add, Tally.Merge
//	Summary   results of the counts          Tally.Summarize
//	Published the results that may be shown  Summary.Publish
//
// In code:
//
//	r := cei.Latest()
//	var tally assess.Tally
//	for resp, err := range assess.NDJSON(r, "responses.ndjson", file, nil) {
//		if err != nil {
//			log.Println(err) // a bad line, with its problems; the reading goes on
//			continue
//		}
//		if err := tally.Add(resp); err != nil {
//			return err // a response to another rubric than those before it
//		}
//	}
//	summary, err := tally.Summarize(r, nil)
//	published, err := summary.Publish(assess.Policy{})
//
// Renderers (package report) accept only a Published.
//
// # Responses
//
// A response is a JSON object: the constituency of the rater and, by competency id, a
// rating. A rating is the id of a stage, or one of three words for a non-answer
// (not-applicable, dont-know, declined), or an object with one of these as its stage and
// with evidence and a note:
//
//	{"format":"response/1","rubric":"cei@2023.2","id":"r-0001","constituency":"family",
//	 "ratings":{"welcoming-culture":"developing","language-access":"dont-know",
//	            "crucial-conversations":{"stage":"maturing","evidence":["..."],"note":"..."}}}
//
// The keys of all documents of this package are snake case, such as non_answers. Ids are
// kept as they are, and so are the words for non-answers where they are keys or values:
// not-answered is a word, non_answers a key.
//
// The id names the response and not the rater. A response that is read twice counts
// twice; only [Collect] compares ids, if asked.
//
// A competency that is absent was not answered, the fourth non-answer. Each kind has its
// own count, and none is treated as a low rating. Required are format, rubric, id, ratings
// and, if the rubric names constituencies, constituency; organization, date and language
// are optional.
//
// Reading is strict: unknown, duplicate and wrongly-cased keys, ids of another edition,
// and days that are not in the calendar are problems with a line and a column. In a stream
// a bad line is yielded as its problems and the next line is read, so that the responses
// and the refused lines add up to the lines of the input.
//
// People also answer in spreadsheets and form tools. [CSV] reads what these export. It
// matches headers to competencies by id, code or title and cells to stages by id or title.
// A text that matches nothing, or two things, is a problem and never a guess. [Array] reads
// a JSON array, and [Read] any of these forms, which it recognizes by the content, plain or
// compressed with gzip. All problem codes are in package problem.
//
// # Sheets of form tools
//
// [CSV] recognizes what these tools export by their headers. Each entry gives the mark, and
// what is assumed beyond the usual meaning of headers. A mapping overrides all of it: tool
// names another tool, or none, and count names reasons for which rows count all the same.
//
//   - qualtrics: ResponseId, StartDate and one of DistributionChannel, RecordedDate and
//     UserLanguage. The headers are up to three rows, to the one with ImportId. A row whose
//     Status is a preview, a test or spam, by its text or its code, or whose Finished is
//     False is not counted.
//   - surveymonkey: Respondent ID and Collector ID. A row without a Respondent ID below the
//     headers has more headers. A question holds for the columns to its right whose own
//     header is empty, so that a column for each choice is read as one. Custom Data is ignored.
//   - limesurvey: lastpage and startlanguage, as codes, texts or both. A row without a
//     submitdate is unfinished. A submitdate of 1980 is that of an anonymous survey and
//     not a date.
//   - redcap: record_id or Record ID with redcap_ columns, Event Name or a _complete column.
//     A row whose form is 0 or Incomplete is not counted. Rows of several events are
//     counted together; repeated ids are reported.
//   - typeform: # and Network ID, Submit Date (UTC) or Response Type. A partial response is
//     not counted.
//   - jotform: Submission ID and Submission Date or IP. Grids are "Question >> Row". A
//     rejected or denied submission is not counted.
//   - microsoft-forms: Start time and Completion time. "Points - " and "Feedback - " columns
//     are ignored.
//   - google-forms: Timestamp, in five languages. Email Address says who answered.
//   - kobotoolbox: _submission_time and _uuid or _id, with XML names or labels. A submission
//     that is not approved is not counted.
//   - odk: KEY and SubmissionDate. A rejected submission is not counted.
//   - surveyjs: columns that begin with "ratings-". HappendAt is the timestamp.
//   - nextcloud: Timestamp with User display name, User ID or Submission ID. In the form with
//     a row for each answer, rows with one Submission ID, or one timestamp, are a response.
//   - airtable: two of the columns that Airtable adds, such as Created By and Last Modified.
//
// # Which reader to use
//
// [LoadResponse] is for one response, such as one that a form has just sent. It returns
// all problems of the response.
//
// [Read] is for a file in an unknown form, and for a program that uses each response: its
// remarks, its [ResponseProfile], its id. It yields the responses in order, on the caller's
// goroutine; use break to stop early. [NDJSON], [Array] and [CSV] do the same for one form.
//
// [Collect] is for counts. It takes any number of inputs in any of these forms, reads them
// on all cores and keeps only the counts of each group, the first problems and, if asked,
// short hashes of ids. It accepts, refuses and counts what Read does. It does not return
// remarks, and an input that fails in the middle leaves no result.
//
// A distributed engine uses Read on each machine, as examples/statewide does, and merges
// tallies.
//
// # Counts
//
// A [Tally] holds integers only. Merging is associative and commutative and the zero value
// is its identity, so neither the order of files nor the number of goroutines or machines
// changes a result.
//
// # Millions of responses
//
// [Collect] reads many inputs on all cores and counts by group: by organization, by
// constituency or by a custom function.
//
//	c, err := assess.Collect(ctx, r, inputs, &assess.CollectOptions{Key: assess.ByOrganization})
//	for school, tally := range c.Tallies() {
//		summary, err := tally.Summarize(r, nil)
//
// Its memory depends on the groups and not on the responses: a byte for each count of a
// constituency in a group, about 0.3 kB for 34 competencies on four stages, and a quarter
// more each time that one of the counts exceeds 255, and then four times as much. It also
// holds some blocks of half a megabyte for each goroutine. A refused record leaves some kB
// to Go's garbage collector, which lets such garbage grow to the size of the live memory
// before it collects it. If that is too much, set a limit with
// [runtime/debug.SetMemoryLimit] or the environment variable GOMEMLIMIT.
//
// Collect and [NDJSON] read lines in the usual form, and Collect rows of wide sheets in the
// usual form, with fast readers that cannot report problems. All other records go to the
// strict readers, so that the result equals that of adding up [Read], whatever the number
// of goroutines. On request Collect counts responses with duplicate ids.
//
// # Results
//
// A stage is a rank, not a quantity. A [ResultCell] therefore has a distribution over the
// stages (see package spectrum for the median, the share at or above a stage and
// agreement), and no mean. The cell of a domain pools the ratings of its competencies;
// these are not independent, because one rater gives several.
//
// A [ConstituencyGap] compares two constituencies on a competency by Cliff's delta. It is
// stated only if enough of each rated (ten, unless [SummaryOptions] say otherwise); a
// [ResultWarning] names the competencies for which they did not.
//
// [Published.EqualVoice] gives each constituency the same weight, whatever the number of
// its raters, and says where the result differs from giving each person the same weight.
// [Published.Reliability] measures how far raters agree over all competencies.
// [Published.Score] summarizes a domain, or all of them, as one place on the spectrum, by a
// named [ScoreRule], with the distance from a target. [Response.Profile] summarizes a
// single response.
//
// # Consensus
//
// A team may agree on a stage in conversation. That is a [Consensus], a separate document
// with a rationale and evidence for each competency. It is shown beside the ratings and
// never counted with them.
//
// # Waves
//
// [Compare] compares two published waves, across editions by a crosswalk. For each cell it
// returns the change, or the reason why there is none; [Trend] follows a row through several
// waves. Both treat the raters of the waves as different people. For people who answered
// twice, a [PairTally] counts from which stage to which each rating went. [MigrateResponse]
// and [MigrateTally] move answers to a later edition and report every loss.
//
// # Disclosure control
//
// The zero [Policy] is the safe one: a constituency with fewer than ten raters is hidden
// in every row. That alone would hide nothing, because the missing group is the total less
// the others. So the smallest other constituencies are hidden with it until
//
//   - at least two are hidden, and
//   - k hidden ones with n raters together leave each at least ten possible sizes
//     (n-k+1 of them, as an empty constituency is never hidden), also to a reader who
//     knows that one of them is small and that those hidden for its sake are no larger
//     than the smallest shown.
//
// If there are not enough others, everything is hidden. The same columns are hidden in
// competencies, domains, medians, shares, agreement, gaps and warnings, so that from all
// that is shown, by any additions and subtractions,
//
//   - no hidden count above zero can be worked out,
//   - the size of a hidden constituency cannot be narrowed to fewer than ten, and
//   - what can be worked out of hidden ones together stands for ten raters or more.
//
// A hidden cell of one wave is not compared with another wave. Pairs are hidden if either
// wave hides them, and if subtraction would reveal those who answered once. A stricter
// policy may ask for larger groups, hide rows on which a group is nearly unanimous, and
// round counts. Free text (evidence and notes) is not part of a summary.
//
// None of this protects against knowledge from elsewhere. A reader who knows that a group
// has the same raters in two waves can use that, and a reader of a running count that is
// published every day sees each new answer in the difference. Publish a wave once, when it
// is complete.
//
// A policy is a safeguard and no promise of compliance with any law.
package assess
