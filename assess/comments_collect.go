package assess

import (
	"cmp"
	cryptorand "crypto/rand"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/rubric"
)

// CommentCollector gathers what raters wrote: the evidence and the notes of their ratings. It
// keeps the competency, the rating and the constituency with each text, and nothing else: neither
// the id, the organization, the date and the language of the response, nor which texts are from one
// response. The zero value is ready to use. It is safe for concurrent use and must not be copied.
//
// Nothing gathers comments unless a program calls Add or sets [CollectOptions].Comments.
type CommentCollector struct {
	// MaxBytes bounds the memory: the bytes of all texts, and 64 for each. The default is 64 MiB.
	MaxBytes int

	mu     sync.Mutex
	rubric *rubric.Rubric
	list   []collectedComment
	bytes  int
}

// collectedComment is a text that goes with a rating.
type collectedComment struct {
	competency   int // index in the rubric
	rating       Rating
	constituency string
	text         string
}

// commentOverhead is the memory of a comment besides its text, at most.
const commentOverhead = 64

// Add gathers the comments of a response. Those of drafts are left out, as their ratings are. It returns
// an error if p is nil or zero, if it is a response to another rubric than those before it,
// or if there are more than 100,000 texts or more than MaxBytes allows.
func (c *CommentCollector) Add(p *Response) error {
	if err := given.Made("assess.CommentCollector.Add", "p", p == nil, func() bool { return p.rubric == nil }, "LoadResponse"); err != nil {
		return err
	}
	if p.draft {
		return nil
	}
	var found []collectedComment
	for _, m := range p.remarks {
		for _, text := range append(slices.Clone(m.evidence), m.note) {
			found = append(found, collectedComment{m.index, p.ratings[m.index], p.constituency, text})
		}
	}
	return c.add(p.rubric, found)
}

// add keeps comments, without those that are blank.
func (c *CommentCollector) add(r *rubric.Rubric, found []collectedComment) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.MaxBytes < 0:
		return fmt.Errorf("assess.CommentCollector.Add: MaxBytes is negative: %d", c.MaxBytes)
	case c.rubric == nil:
		c.rubric = r
	case c.rubric.Ref() != r.Ref():
		return fmt.Errorf("assess.CommentCollector.Add: the response is to %s, those before it to %s", r.Ref(), c.rubric.Ref())
	}
	limit := orDefault(c.MaxBytes, 64<<20)
	for _, comment := range found {
		if comment.text = commentText(comment.text); comment.text == "" {
			continue
		}
		if c.bytes += len(comment.text) + commentOverhead; c.bytes > limit {
			return fmt.Errorf("gather comments: there are more than %d bytes; raise CommentCollector.MaxBytes, or collect fewer responses", limit)
		}
		if len(c.list) == maxComments {
			return fmt.Errorf("gather comments: there are more than %d; collect fewer responses", maxComments)
		}
		c.list = append(c.list, comment)
	}
	return nil
}

// commentText returns a text without spaces around it and without control characters, "" if it is blank. Line ends are the
// same on every system, because they would otherwise show where it was written.
func commentText(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
}

// Len returns the number of comments that were gathered.
func (c *CommentCollector) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.list)
}

// Review returns the comments as a review file, none of them cleared. They are sorted by
// competency. Within a competency the order is random, drawn from [crypto/rand.Read] anew by each call, so that it
// says nothing about the order of the responses. A comment has the constituency and the rating that
// it goes with only if p shows the results of every constituency on the competency and each of them
// has ten raters or more; the comments to review should be those of the people whom p counts.
//
// Texts can name people, and a person can be recognized by what they write. CommentEntry.Check
// lists what looks like an e-mail address, a link, a phone number or another long number. It finds
// no names, and not all of the rest: somebody has to read each text before it is cleared.
//
// If nothing is published yet, use [CommentCollector.ReviewUnpublished]. To review again without losing
// decisions, use [Comments.Update].
//
// Review returns an error if p is nil or a zero value, or of another rubric than the responses.
func (c *CommentCollector) Review(p *Published) (*Comments, error) {
	const function = "assess.CommentCollector.Review"
	if err := madePublished(function, p); err != nil {
		return nil, err
	}
	seed, err := commentSeed()
	if err != nil {
		return nil, err
	}
	return c.review(function, p.Rubric(), p, seed)
}

// commentSeed draws the seed of a random order.
func commentSeed() (seed [32]byte, err error) {
	if _, err := cryptorand.Read(seed[:]); err != nil {
		return seed, fmt.Errorf("order the comments: %w", err)
	}
	return seed, nil
}

// review returns a review file. p is nil if no group may be named.
func (c *CommentCollector) review(function string, r *rubric.Rubric, p *Published, seed [32]byte) (*Comments, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.rubric != nil && c.rubric.Ref() != r.Ref() {
		return nil, fmt.Errorf("%s: the comments are on %s, want %s", function, c.rubric.Ref(), r.Ref())
	}
	competencies := slices.Collect(r.Competencies())
	doc := CommentsDocument{Format: CommentsFormat, Rubric: r.Ref().String(), Comments: make([]CommentEntry, 0, len(c.list))}
	for _, i := range shuffled(c.list, seed) {
		of := &c.list[i]
		competency := competencies[of.competency]
		e := CommentEntry{Competency: competency.ID(), Text: of.text, Check: lookTwice(of.text)}
		if p != nil && p.names(competency) {
			e.Stage, e.Constituency = ratingWord(r, of.rating), of.constituency
		}
		doc.Comments = append(doc.Comments, e)
	}
	return NewComments(r, doc)
}

// shuffled returns the indices of comments by competency and, within each, in an order that depends on
// nothing but the seed and what the comments are. They are sorted before they are shuffled, so that an
// earlier order cannot show through.
func shuffled(list []collectedComment, seed [32]byte) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &list[i], &list[j]
		return cmp.Or(cmp.Compare(a.competency, b.competency), cmp.Compare(a.text, b.text), cmp.Compare(a.constituency, b.constituency), cmp.Compare(a.rating, b.rating))
	})
	random := rand.New(rand.NewChaCha8(seed))
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(list[i].competency, list[j].competency) })
	return order
}

// commentsOf appends the comments of a record.
func commentsOf(list []collectedComment, rec *record.Record, ratings []byte, constituency string) []collectedComment {
	for _, m := range rec.Remarks {
		list = append(list, collectedComment{m.Competency, Rating(ratings[m.Competency]), constituency, string(m.Append(nil))})
	}
	return list
}

// MarshalJSON always returns an error: call [CommentCollector.Review] and write the comments.
func (c *CommentCollector) MarshalJSON() ([]byte, error) {
	return nil, errors.New("gathered comments cannot be marshaled; call CommentCollector.Review and write what it returns")
}

// UnmarshalJSON always returns an error: [CommentCollector.Add] gathers comments.
func (c *CommentCollector) UnmarshalJSON([]byte) error {
	return errors.New("gathered comments cannot be unmarshaled; call CommentCollector.Add")
}

// UnmarshalJSON always returns an error: [LoadComments] reads comments.
func (k *Comments) UnmarshalJSON([]byte) error {
	return errors.New("comments cannot be unmarshaled; read them with assess.LoadComments")
}
