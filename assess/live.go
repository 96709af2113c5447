package assess

// LiveCount is a number of raters while an assessment is open, as exact as a policy lets it be shown to those
// who run the assessment. The count is at least AtLeast and at the most AtMost. The zero value is exactly
// none.
type LiveCount struct {
	AtLeast, AtMost uint64
}

// LiveCount returns what may be shown of the number of raters of a group that has answered so far, for
// response rates before anything is published. Under the internal policy it is exact. Otherwise numbers are
// shown in steps of the smallest group that a publication shows, which is MinGroup+1 raters: 0 to 10 under
// the zero policy, 11 to 21, 22 to 32 and so on.
//
// What somebody learns who looks again and again:
//
//   - A number alone leaves MinGroup+1 sizes, as many as a publication leaves of a hidden group and one more.
//     Steps of MinGroup would not do: "10 to 19" beside a hidden result, which has 10 raters or fewer, is 10.
//   - When a number rises, exactly so many have answered by then, which is a number that a publication would
//     show too. A reader who knows who answered last learns that this person is in the group, but not what
//     the answer is. Few rises are seen: one in MinGroup+1 answers.
//   - When a number falls, a rater has withdrawn, and exactly AtLeast-1 are left, which may be too few to be
//     shown. Therefore show what [LiveCount.After] returns, which never falls. The number of drafts falls
//     when they are finished: show how many have begun, whether they have finished or not.
//   - Numbers of parts and of all of them, each rounded by itself, can give the parts away: "33 or more" in
//     all and "0 to 10" in each of four groups mean that no group is below 3. Show the sum that
//     [LiveCount.Add] returns, which tells nothing that the parts do not tell, or only the number of all.
//   - Together with a publication of the same raters the numbers tell more than each. If two hidden groups
//     have 18 raters together and one of them had "11 to 21", the other one has 7 at the most. Therefore show
//     these numbers only to those who run the assessment, and stop when results are published. Published
//     response rates are those of [Published.ResponseRate].
//
// It returns an error if the policy is not valid.
func (p Policy) LiveCount(raters uint64) (LiveCount, error) {
	p, err := p.WithDefaults()
	if err != nil {
		return LiveCount{}, err
	}
	if p.MinGroup == 1 {
		return LiveCount{raters, raters}, nil
	}
	step := p.rule().MinRaters
	least := raters - raters%step
	return LiveCount{least, least + step - 1}, nil
}

// Exact reports whether the number is known.
func (c LiveCount) Exact() bool { return c.AtLeast == c.AtMost }

// Add returns the number of raters of two groups together, such as those of a school. It is known as far as
// those of the two are.
func (c LiveCount) Add(d LiveCount) LiveCount {
	return LiveCount{c.AtLeast + d.AtLeast, c.AtMost + d.AtMost}
}

// After returns c, or what was shown of the same group before if c is less, so that the number that is shown
// never falls. To remember what was shown of a group, a program stores AtLeast: [Policy.LiveCount] of it
// returns the same count. This does not hold for a sum of several groups: store the parts.
func (c LiveCount) After(shown LiveCount) LiveCount {
	if c.AtLeast < shown.AtLeast {
		return shown
	}
	return c
}
