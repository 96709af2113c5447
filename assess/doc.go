// Package assess turns responses to a rubric into published results. It reads and checks
// responses, counts them, computes results from the counts, and hides results that could
// expose anybody.
//
// To begin, read "Steps", "Responses" and "Results". To decide what is published, read
// "Disclosure control" and "What is promised".
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
// Renderers (package report) accept only a Published. The example Start is this as a complete
// program.
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
// own count, and none is treated as a low rating. A competency that the rater's constituency
// is not asked ([rubric.Competency.Asks]) is not asked, which is not a non-answer: rating it
// is a problem, nothing counts it, and its [Rating] is NotAsked. Required are format, rubric, id, ratings
// and, if the rubric names constituencies, constituency; organization, date, language,
// background (see "Background questions") and draft are optional.
//
// Reading is strict: unknown, duplicate and wrongly-cased keys, ids of another edition,
// and days that are not in the calendar are problems with a line and a column. In a stream
// a bad line is yielded as its problems and the next line is read, so that the responses
// and the refused lines add up to the lines of the input.
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
// # Drafts
//
// A response with the key draft, true, is unfinished:
//
//	{"format":"response/1","rubric":"cei@2023.2","id":"r-0001","draft":true,
//	 "ratings":{"language-access":{"note":"ask the team"}}}
//
// What a draft has is checked like any other response. What it lacks is not a problem: the
// constituency, the ratings key, and the stage of an entry that has evidence or a note.
// False is the same as no key, and is not written.
//
// All readers of JSON yield drafts among the other responses. Nothing counts their ratings:
// [Tally.Add] and [Collect] count drafts apart, a [PairTally] refuses them. A program that
// counts responses in its own way tests [Response.Draft]. [Response.With] changes some
// entries, as a page of a form does, [Response.Completeness] returns how much is answered
// and what is missing, and [Response.Finish] makes a response of a draft or reports what is
// missing. A sheet has no column for drafts: each row that [CSV] reads is a finished response.
//
// # Sheets and other forms
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
//     A row whose form with ratings is 0 or Incomplete, or is empty and has no rating, is not
//     counted. Rows of several events and repeats of a form for one person are counted
//     together and reported; skip and repeats in a mapping leave them out.
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
// # Counts
//
// A [Tally] holds integers only. Merging is associative and commutative and the zero value
// is its identity, so neither the order of files nor the number of goroutines or machines
// changes a result. Drafts is the number of drafts, which are in no other count.
//
// # Millions of responses
//
// [Collect] reads many inputs on all cores and counts by group: by organization, by
// constituency or by a custom function.
//
//	c, err := assess.Collect(ctx, r, inputs, &assess.CollectOptions{Key: assess.ByOrganization})
//	h, err := c.PublishHierarchy(districtOf, assess.Policy{}, nil)
//	for school, err := range h.All() {
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
// these are not independent, because one rater gives several. The cell of a strand is the
// sum of those of its domains as they are shown, and hidden if one of them is, so that it
// says nothing that they do not. What the functions of this package return for a domain
// (a cell, equal voice, a score, a change, a trend, transitions), they return for a strand.
//
// The cell of a constituency that is not asked has NotAsked set, in JSON {"not_asked":true}.
// The cell for everyone has the ratings of those who are asked; [ResultCell.Asked] returns how
// many these are.
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
// # Levels
//
// In some rubrics each competency belongs to a maturity level: what has to be in place first is
// of level 1. [Published.Levels] returns how far each level is reached, for a strand, a domain or
// the rubric. A competency is in place if half of its ratings or more are at the highest stage
// ([SummaryOptions] have another stage or share), and a level is reached if all competencies of
// that level and of the lower ones are in place. Nothing is averaged, so a level 3 that is in
// place does not make up for a gap at level 1. If a result that matters is hidden, or nobody
// rated the competency, the level is open: neither reached nor not reached. [LevelResults.Reached]
// then returns two levels, the one that is certain and the one that is possible. For a constituency only
// the competencies count that it is asked.
//
// # Response rates
//
// [SummaryOptions] take how many people were invited, by constituency as far as that is known, and
// [HierarchyOptions] the numbers of each part. The published summary has them under invited, and
// package report says how many of the people invited took part. The number of a constituency is
// hidden where that of its raters is, because no more of them can have taken part. A response
// rate of 100 % says of each person invited that they took part.
//
// # Records that are missing
//
// A result is biased if records of some people cannot be read. [Collection.Exclusions], or
// [Exclusions.Add] for other readers, counts what was refused and what was not counted, by
// reason, and [SummaryOptions] take it. The published summary has the counts under excluded,
// and package report says them in words. Where refusals fall on one constituency or language
// more than on the others, that is said too; which one it is only if the policy shows a group
// of its size.
//
// # Consensus
//
// A team may agree on a stage in conversation. That is a [Consensus], a separate document
// with a rationale and evidence for each competency. It is shown beside the ratings and
// never counted with them.
//
// # Comments
//
// The evidence and the notes of ratings are people's own words. Nothing gathers or shows them unless a
// program asks for it:
//
//	var collector assess.CommentCollector // Add a response, or set CollectOptions.Comments
//	comments, err := collector.Review(published)
//	err = comments.WriteSheet(file, nil)
//
// The result is a review file, a sheet or a document:
//
//	{"format":"comments/1","rubric":"cei@2023.2","comments":[
//	 {"competency":"language-access","stage":"developing","constituency":"family",
//	  "text":"Call Ms. Lee at 555-010-2345.","check":["phone"],
//	  "edited":"Somebody answers the phone.","cleared":true,"public":false}]}
//
// It has a row for each text, in random order within its competency, and neither ids, dates,
// languages and organizations nor which texts are from one person. A text has its constituency and its
// rating only where the published summary shows the competency's result for every
// constituency and each has ten raters or more. Where one is hidden or small, none is named, so that
// a text without a name tells nothing.
//
// Somebody who knows the community reads the file, shortens texts in edited, and sets cleared.
// The column check has what looks like an e-mail address, a link, a phone number or another long
// number. Names are not found, and people are recognized by what they tell; that is why a person has to read
// each text, and why nothing is promised about it. [LoadCommentSheet] and [LoadComments] read
// the file, and [Comments.Shown] returns what a report may show: cleared texts under a policy that hides
// nothing, and under any other those that are also public. Texts on a competency
// whose result is hidden are never shown.
//
// [CommentCollector.ReviewUnpublished] makes a review file while an assessment is open, which names no
// group. [Comments.Update] carries decisions over to a later review.
//
// Keep the review file as carefully as the responses, and delete it when the reports are done. A
// response that is deleted takes its texts with it: delete their rows too, or let [Comments.Prune]
// do it.
//
// # Waves
//
// [Compare] compares two published waves, across editions by a crosswalk. For each cell it
// returns the change, or the reason why there is none; [Trend] follows a row through several
// waves. Both treat the raters of the waves as different people. For people who answered
// twice, a [PairTally] counts from which stage to which each rating went. [MigrateResponse]
// and [MigrateTally] move answers to a later edition and report every loss.
//
// # Reading back
//
// What is published can be read back, so that the raw answers need not be kept.
// [LoadPublished] reads the JSON of a [Published], and [LoadProgress] that of a [Progress].
// [SummaryRubric] returns which edition a file is of, so that a program can choose the
// rubric, and the crosswalk to that of the present wave, before it reads the file:
//
//	ref, err := assess.SummaryRubric("2025.json", data)
//	r, x, err := cei.Find(ref, now.Rubric())
//	before, err := assess.LoadPublished(r, "2025.json", data, nil)
//	progress, err := assess.Compare(before, now, x)
//
// [Comparable] tells whether the two waves can be compared before anybody has answered.
//
// The result is like the summary that was published: it shows no more. [Compare], [Trend]
// and package report take it, and writing it again gives the same bytes. Documents written
// before summaries had results of strands have no key strands: they are read and written
// without it.
//
// [TallyCounts] makes tallies from counts, such as the rows of a GROUP BY query. They equal
// the tallies of the responses.
//
// # Disclosure control
//
// The zero [Policy] is the safe one. It hides the number of raters of a constituency with
// ten or fewer, and all of its cells. On each row it also hides a cell with fewer than
// ten ratings, unless it has none, and a cell in which all raters gave the same answer. The
// row of a domain is hidden where one of its competencies is, as it would give that away, and
// the row of a strand where one of its domains is.
//
// That alone hides nothing, because what is missing from a total is the total less the
// rest. Others are hidden with these, the last constituency of the rubric first, until two
// or more are hidden that have enough raters, or ratings, together. If there are not enough
// others, everything is hidden, for everyone too. What is hidden is hidden in competencies,
// domains, medians, shares, agreement, gaps and warnings alike.
//
// Constituencies that are not asked a competency contribute nothing to its row, and no hidden
// cell is pooled with theirs. The total of such a row is hidden if it would give away how many
// raters some of the hidden constituencies have. If leaders and community members are hidden
// with each other, a competency that only one of the two is asked shows no total.
//
// [Summary.Publish] protects one summary by itself. Several summaries of the same people
// are safe only if they are published together:
//
//   - Schools, their districts and their state: [PublishHierarchy]. The leaders of a
//     district less those of its other schools are those of the last school. To publish
//     the tallies of [Collection.UnprotectedTallies] and [Collection.UnprotectedTotal] one by one gives this
//     away.
//   - A wave once more, with late or withdrawn answers: [Summary.PublishAgain].
//   - Two waves: [Compare] and [Trend] compare what both show. They refuse an earlier wave
//     under a policy that hides less.
//   - Raters who answered in both waves: [PairTally.Publish], for two waves of one
//     organization that were published by themselves. Pairs of a node of a hierarchy, the
//     root too, are refused: with what is shown at other levels they could be subtracted.
//
// Publishing the same people by a second division (by language as well as by school) has
// no protection. Make one a level below the other, or publish one of them. A division in
// one call is refused if its parts have the same ids; two calls know nothing of each other.
//
// # Hierarchies
//
// [PublishHierarchy] pools the small cells of a constituency with those of other schools of
// the district, and where these are too few, of other districts. The district then shows
// its leaders although no school does. A school's result for everyone is hidden if one of
// its constituencies is, as it would give the sum of the hidden ones away, which are also
// in the sums of the district. Reports use [ShownRaters] instead, the result of the constituencies that
// are shown, which costs nothing: it is a sum of what is shown. Reports use it for
// everyone, and say so and why. [HierarchyOptions].Merged is another choice: the named
// constituencies are never shown by themselves, so that more schools show everyone.
//
// Of a state of 10,000 schools, each with up to 200 students, 150 families, 40 educators, 5
// leaders and 12 community members, 2 % of the schools show everyone, 11 % if leaders and
// community are merged, and 99 % show a result of ShownRaters. 50 % of all cells are shown, 47 %
// with these merged. This command tells, with the time on one core:
//
//	go test ./assess -run '^$' -bench PublishHierarchy -cpu 1 -benchtime 1x
//
// A school alone, a district and the sample show 112, 186 and 182 of 186 cells:
//
//	go test ./assess -run TestShownCells -v
//
// The method divides the cells of each row into blocks of which only the sums can be worked
// out, and shows the cells that are unions of blocks. It hides more than the methods for
// tables of official statistics, which hide rectangles of cells: in these, each count of
// zero in a sum gives others away, so that every count would have to be audited. On
// trees small enough to try all choices, in which half of the cells are too small, it shows
// between 62 and 85 % of the numbers of raters that the best choice shows, and of the cells
// of a row between 90 and 100 %. The best choice is one of a reader who does not know how it was
// made, and holds against nobody else. In internal/proof/attack, go run . prints the table.
//
// # Background questions
//
// A rubric can ask closed questions about the rater, such as the grade (see package rubric).
// The answers are kept with the response, by the ids of the question and of the option.
// Nobody has to answer:
//
//	{"format":"response/1",...,"background":{"grade":"9-12"},"ratings":{...}}
//
// They serve for grouping only. No summary and no report has the answers of a person, or
// counts of the answers. [ByBackground] is a key for [Collect], and [JoinKeys] puts it
// after others:
//
//	byGrade, err := assess.ByBackground(r, "grade")
//	key := assess.JoinKeys(assess.ByOrganization, byGrade) // lincoln/9-12, lincoln/not-answered
//
// A split by grade and a split by school divide the same people twice. Publish them as
// levels of one tree, first the school, then the grade, in one call of
// [Collection.PublishHierarchy], and never each by itself. If all schools together show
// grade 9-12 and all schools but one show theirs, the difference is the answers of the
// students of the last school, however few they are. A tree has no such second sum: the
// grades of a school add up to the school, and only to the school. [KeyParent] returns the
// school of a grade. For grades over all schools, leave the schools out, or
// publish district, then grade, and no schools.
//
// Responses without an answer are a group with the id [NotAnsweredGroup], because a group
// that is left out could be worked out as what is missing. Every level divides the raters
// into smaller groups, of which more are hidden, so that one question is often enough.
//
// # What is promised
//
// Take everything that is published of the same people by one of the calls above, under a
// policy with the minimum m (ten, unless it says otherwise).
//
// A reader who has the documents, and adds and subtracts at will:
//
//   - cannot work out a hidden count above zero;
//   - cannot narrow the number of raters of a hidden constituency to fewer than m sizes;
//   - can work out of hidden cells together only what stands for m raters or more, and on a
//     row for m ratings or none, which are not all the same;
//   - finds in the difference of two publications of a wave, or of a wave and its pairs,
//     nothing but the answers of m raters or more, which are not all the same.
//
// A reader who knows the policy too learns that among the hidden constituencies of a
// summary, or of a hierarchy, at least one has m raters or fewer, and of a row that is hidden beyond these,
// that one of its hidden cells has few ratings or is unanimous. The promises hold.
//
// A reader who knows the algorithm too cannot narrow the number of raters of a hidden
// constituency to fewer than m sizes either. This is why a constituency of exactly m raters is
// hidden: one that is known to be too small has the sizes from 1 to m. It costs 1.4 of 51
// percent of the cells in the state above, and none of the sample. The promise is proved for a
// single summary; see the package documentation of internal/disclose. For hierarchies it
// is the result of trying all distributions on small trees, not a proof. Which of the
// hidden cells of a row is the one with few ratings may be found out, and so may bounds on
// its counts; no count above zero becomes certain by the documents.
//
// None of this holds against what is known from elsewhere: who knows that a group has as
// many raters in two waves, or knows most of its members' answers, can work with that.
// Rounding ([Policy].RoundTo) adds nothing to the promises. Free text (evidence and notes)
// is not part of a summary, and nothing is promised about comments that somebody has cleared.
// Under the internal policy nothing is promised, and policies with a minimum of two to four are
// refused because they promise next to nothing.
//
// A policy is a safeguard and not a promise of compliance with any law.
//
// # Withdrawal after publication
//
// A rater may withdraw or correct a response. [Tally.Remove] takes it out of the counts, and
// [PairTally.Remove] does so for a pair. To correct a response, remove the earlier one and
// add the new one.
//
// This changes later results only. A summary that was published before the withdrawal still
// contains the response, and so do all copies of it. If a corrected summary is published, a
// reader who has both sees the difference between them, which can be the response:
// its constituency and its ratings. [Summary.PublishAgain] and [HierarchyOptions].Earlier
// compare the two and refuse this; [Summary.Publish] by itself cannot. They need the published
// documents only ([LoadPublished]), so that a server need not keep responses or tallies for
// this.
//
// Therefore do not publish again after each withdrawal. Collect withdrawals and publish the
// next wave without them. Tell raters, before they answer, until when they can withdraw. What to
// do about one who asks for deletion is below.
//
// # When a response has to be deleted
//
// For coordinators, for example when a parent asks for the deletion of an answer:
//
//  1. Delete the response from the data from which results are counted, at once.
//  2. Leave the published results as they are. They are made so that nobody can be told in
//     them, and changing them is what would tell: the old file less the new one is
//     the deleted response.
//  3. Publish again only with [Summary.PublishAgain] or [HierarchyOptions].Earlier, which
//     refuse until enough new answers make up for it, or wait for the next wave.
//  4. If the results themselves have to go, withdraw the published files first, everywhere.
//     Publish anew without naming them only if nobody can have kept a copy.
//
// The same goes for an answer that was corrected, and for one that came late: collect until
// the wave is complete, then publish once. A page that is counted anew every day shows
// each new answer. How many have answered so far can be shown in the steps of [Policy.LiveCount].
//
// # Translations
//
// A translation of a rubric ([rubric.Rubric.Localize]) is the same edition. Its stages,
// competencies, domains and constituencies can be used with results and responses of the
// original, and give the same numbers. They are different pointers: compare them with
// [rubric.Competency.Equal], [rubric.Domain.Equal], [rubric.Constituency.Equal] and
// [spectrum.Stage.Equal].
//
// # JSON
//
// Types that a document has a form for are written as that document. Response, Published,
// Progress, Consensus and Mapping need their rubric to be read, so json.Unmarshal returns an error
// that names the function to call. Summary, Collection, PublishedPairs, Baseline, Hierarchy
// and Proposal are neither written nor read. All other types can be written and read, unless they contain a
// stage, a distribution, a competency or a rubric: these are written as ids, counts or
// documents, and reading them is an error that names the function to call.
//
// As text a [Rating] is the word of a non-answer or stage-N, where N is the rank.
//
// # Invalid arguments
//
// Nil pointers, zero values of types that only a function of this package makes, and values
// of another edition are rejected by the rule of package spectrum: an error if the function
// returns one, false if its last result is a bool, otherwise a panic that names the function
// and the argument. Such types (Response, Summary, Published, Progress, Consensus,
// Collection, PublishedPairs, Hierarchy, Mapping, Proposal) have no usable zero value: do not call
// methods on a zero value or on nil.
package assess
