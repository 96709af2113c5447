// Package cei embeds the editions of the California Community Engagement
// Initiative (CEI) Community Engagement Best Practices Self Assessment Tool, the
// reference rubric of Waymark.
//
//	r := cei.Latest()
//	for d := range r.Domains() {
//		fmt.Println(d.Code(), d.Title())
//	}
//
// There are two editions of the same tool, because its two published summaries
// differ:
//
//   - 2023.2 (the default) is the published page: seven domains and 31
//     competencies.
//   - 2023.1 is the summary table of the collaborative workspace: 34 competencies
//     (Domain 3 has seven), longer domain texts and the introductions of the
//     strands.
//
// Every text names the document that it was transcribed from, word for word (see
// [rubric.Rubric.Texts]). What no document gives is absent: only Domain 7 has
// descriptors, and those for Advanced alone. The notes of an edition
// ([rubric.Rubric.Notes]) say what the editors of the data had to decide.
//
// [Companion] has what the documents print around the tool: the frameworks that it builds on,
// Dual Capacity-Building, strategies for collective capacity, a case story on relational
// trust, and how the tool serves LCFF and LCAP. It is a document of its own beside the
// editions and can grow.
//
// A released edition never changes: its digest is pinned, and a correction is a
// new edition. The wording belongs to its publishers; see [rubric.Rubric.Notice].
package cei
