// Package assess turns responses to a rubric into published results: it reads and
// checks responses, counts them, says what the counts say, and hides what would
// expose anybody.
//
// # One way through
//
// Data flows one way, and each step has a type of its own:
//
//	Response  one rater's ratings           LoadResponse, NDJSON, Array, CSV, Read, NewResponse
//	Tally     exact counts, mergeable       Tally.Add, Tally.Merge
//	Summary   what the counts say           Tally.Summarize
//	Published what may be shown of it       Summary.Publish
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
// A response is a JSON object: who the rater speaks for and, by competency id, a
// rating. A rating is the id of a stage, or one of three words for a non-answer
// (not-applicable, dont-know, declined), or an object with the same as its stage
// and with evidence and a note:
//
//	{"format":"response/1","rubric":"cei@2023.2","id":"r-0001","constituency":"family",
//	 "ratings":{"welcoming-culture":"developing","language-access":"dont-know",
//	            "crucial-conversations":{"stage":"maturing","evidence":["..."],"note":"..."}}}
//
// The id names the response and not the rater. A response that is read twice counts
// twice; only [Collect] compares ids, if asked.
//
// A competency that is absent was not answered, the fourth non-answer. Each kind
// has its own count and none is ever taken for a low rating. Required are format,
// rubric, id, ratings and, where the rubric names constituencies, constituency;
// organization, date and language are optional.
//
// Reading is strict: unknown, duplicate and wrongly-cased keys, ids of another
// edition, days that the calendar does not have are problems with a line and a
// column. In a stream a bad line is yielded as its problems and the next line is
// read, so that what was read and what was refused add up to what was there.
//
// People answer in spreadsheets and form tools too. [CSV] reads what these export and
// matches headers to competencies by id, code or title and cells to stages by id or
// title; what matches nothing, or two things, is a problem and never a guess. [Array]
// reads a JSON array, and [Read] any of these forms, told by the content, plain or
// packed with gzip. The problem codes of sheets stand with the constants of this
// package, all others in package rubric.
//
// # Which reader to use
//
// [LoadResponse] is for one response, such as what a form has just sent. It says all that is
// wrong with it.
//
// [Read] is for a file whose form is not known before, and for a program that looks at
// each response: at its remarks, its [ResponseProfile], its id. It yields them one by one, in
// order, on the caller's goroutine; stopping early is a break. [NDJSON], [Array] and
// [CSV] are the same for one form and do not look at the content to find it out.
//
// [Collect] is for counts. It takes any number of inputs in any of these forms, reads
// them with all cores and keeps nothing but the counts of each group, the first problems
// and, if asked, short hashes of ids. It accepts, refuses and counts what Read does. It
// sees no remarks, and an input that fails in the middle leaves no result.
//
// A distributed engine reads with Read on each machine, as examples/statewide does, and
// merges tallies.
//
// # Counts
//
// A [Tally] holds integers only. Merging is associative and commutative and the
// zero value is its identity, so neither the order of files nor the number of
// goroutines or machines changes a result.
//
// # Millions of responses
//
// [Collect] reads many inputs with all cores and counts by group: by organization, by
// constituency or by what a function says.
//
//	c, err := assess.Collect(ctx, r, inputs, &assess.CollectOptions{Key: assess.ByOrganization})
//	for school, tally := range c.Tallies() {
//		summary, err := tally.Summarize(r, nil)
//
// It takes the memory of the groups and none for the responses: a byte for each count of
// a constituency in a group, about 0.3 kB for 34 competencies on four stages, and a
// quarter of that more whenever one of the counts passes 255 and then four times as
// much. Beside these it holds some blocks of half a megabyte for each goroutine. A
// refused record leaves some kB to Go's garbage collector, which lets such garbage grow
// to as much as is held before it collects it; a program for which that is too much sets
// a limit with [runtime/debug.SetMemoryLimit] or the environment variable GOMEMLIMIT.
//
// NDJSON and wide sheets in their usual form it reads, like [NDJSON], without the
// readers that can say what is wrong; every record that is not in that form goes to
// those, so that the result is what adding up [Read] gives, whatever the number of
// goroutines. On request it counts the responses with the id of another one.
//
// # Results
//
// A stage is a rank, not a quantity. A [ResultCell] therefore has a distribution over
// the stages (see package spectrum for the median, the share at or above a stage
// and agreement), and no mean. A domain's cell pools the ratings of its
// competencies; these are not independent, since one rater gives several.
//
// A [ConstituencyGap] compares two constituencies on a competency by Cliff's delta. It is
// stated only where enough of each rated (ten, unless [SummaryOptions] say otherwise); a
// [ResultWarning] says where they did not.
//
// [Published.EqualVoice] looks at a row with each constituency counting the same,
// however many of its people answered, and says where that differs from each person
// counting the same. [Published.Reliability] says how far raters agree over all
// competencies. [Published.Score] says in one place on the spectrum where a domain or
// the whole stands, by a named [ScoreRule], and how far that is from a target.
// [Response.Profile] says what a single response says.
//
// # Consensus
//
// A team that talks may agree on a stage. That is a [Consensus], a document of its
// own with a rationale and evidence for each competency; it is shown beside the
// ratings and never counted with them.
//
// # Waves
//
// [Compare] sets two published waves side by side, across editions by a crosswalk,
// and says for each cell what moved or why it cannot be compared; [Trend] follows a
// row through several. Both take the waves for different people. For people who
// answered twice, a [PairTally] counts from which stage to which each rating went.
// [MigrateResponse] and [MigrateTally] move answers to a later edition and report every loss.
//
// # Disclosure control
//
// The zero [Policy] is the safe one: a constituency with fewer than ten raters is
// hidden in every row. That alone would hide nothing, because what is missing from
// a total is the total less the rest; so the smallest other constituencies are
// hidden with it until
//
//   - at least two are hidden, and
//   - k hidden ones with n raters together leave each at least ten possible sizes
//     (n-k+1 of them, as an empty constituency is never hidden), also to a reader who
//     knows that one of them is small and that those hidden for its sake are no larger
//     than the smallest shown.
//
// Where there are not enough others, everything is hidden. The same columns are
// hidden in competencies, domains, medians, shares, agreement, gaps and warnings,
// so that from all that is shown, added and subtracted at will,
//
//   - no hidden count above zero can be worked out,
//   - the size of a hidden constituency cannot be narrowed to fewer than ten, and
//   - what can be worked out of hidden ones together stands for ten raters or more.
//
// A hidden cell of one wave is compared with nothing in another. Pairs are hidden where
// either wave hides, and where those who answered once could be told by subtracting. A
// stricter policy may ask for larger groups, hide rows on which a group is nearly of
// one mind, and round counts. Free text (evidence and notes) is not part of a summary.
//
// None of this holds against what is known from elsewhere. Who knows that a group has
// as many raters in two waves can work with that, and who sees a running count
// published every day sees each new answer in the difference: publish a wave once,
// when it is complete.
//
// A policy is a safeguard and no promise of compliance with any law.
package assess
