package assess

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/waymark-go/waymark/internal/given"
	"github.com/waymark-go/waymark/internal/source"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/problem"
)

// CommentsFormat is the first key's value in a comments document.
const CommentsFormat = "comments/1"

// CommentsDocument is a review file in its editable form: what raters wrote, for someone to
// read, edit and clear.
type CommentsDocument struct {
	// Says what the document is.
	Format string `json:"format" enum:"comments/1"`
	// The edition that was rated, such as cei@2023.2.
	Rubric string `json:"rubric" rule:"ref"`
	// What raters wrote. Nothing says who wrote it or when.
	Comments []CommentEntry `json:"comments" items:"0-100000"`
}

// CommentEntry is, in a document, a piece of evidence or a note on a rating.
type CommentEntry struct {
	// The id of the competency.
	Competency string `json:"competency"`
	// The stage or the non-answer that goes with the text, where that exposes nobody.
	Stage string `json:"stage,omitzero"`
	// The constituency of the rater, where that exposes nobody.
	Constituency string `json:"constituency,omitzero"`
	// What the rater wrote.
	Text string `json:"text" rule:"text"`
	// What in the text may name a person. Not everything that does is found.
	Check []string `json:"check,omitempty" enum:"email,link,phone,number" items:"0-4" unique:"true"`
	// What is shown instead of the text.
	Edited string `json:"edited,omitzero" rule:"text"`
	// Whether someone has read the text and allows reports to show it.
	Cleared bool `json:"cleared"`
	// Whether reports that anybody may read show it too, once it is cleared.
	Public bool `json:"public"`
}

// Comments is what raters wrote, with the decisions of the person who reviewed it. It never
// changes and is safe for concurrent use. Nothing in it says who wrote a comment or when.
type Comments struct {
	rubric *rubric.Rubric
	doc    CommentsDocument
	list   []Comment
}

// Comment is a piece of evidence or a note on a rating.
type Comment struct {
	Competency *rubric.Competency
	// Rating is the rating that it goes with, or NotAnswered if the review file does not say.
	Rating Rating
	// Constituency is the id of the rater's constituency, or "" if the review file does not say.
	Constituency string
	// Text is the edited text, or what the rater wrote if it was not edited.
	Text string
	// Cleared comments may be shown in internal reports. Those that are also Public may be shown
	// in any report.
	Cleared, Public bool
}

// LoadComments reads a comments document, YAML or JSON, as strictly as other documents.
// [LoadCommentSheet] reads a sheet. r is the edition that was rated, or a translation of it. The
// defaults of opt, which may be nil, are 64 MiB and 4,000,000 keys and values. The error is a
// [problem.List], unless an argument is invalid.
func LoadComments(r *rubric.Rubric, name string, data []byte, opt *rubric.LoadOptions) (*Comments, error) {
	if err := cmp.Or(given.Rubric("assess.LoadComments", "r", r), given.Limits("assess.LoadComments", opt)); err != nil {
		return nil, err
	}
	k := &Comments{rubric: r}
	if err := loadDocument(name, data, CommentsFormat, summaryLimits(opt), &k.doc, k.resolve); err != nil {
		return nil, err
	}
	if k.doc.Comments == nil {
		k.doc.Comments = []CommentEntry{} // null would not be read again
	}
	return k, nil
}

// NewComments returns the comments of a document that was made or changed in code. It fills in an
// empty Format or Rubric. The error is a [problem.List] without positions, unless r is nil or
// the zero Rubric.
func NewComments(r *rubric.Rubric, doc CommentsDocument) (*Comments, error) {
	if err := given.Rubric("assess.NewComments", "r", r); err != nil {
		return nil, err
	}
	doc.Format = cmp.Or(doc.Format, CommentsFormat)
	doc.Rubric = cmp.Or(doc.Rubric, r.Ref().String())
	if doc.Comments == nil {
		doc.Comments = []CommentEntry{}
	}
	data, err := source.Marshal(doc)
	if err != nil {
		return nil, err
	}
	return LoadComments(r, "comments", data, nil)
}

// resolve looks up what the entries name in the rubric.
func (k *Comments) resolve(root *source.Node, unread map[string]bool) problem.List {
	c := &checker{rubric: k.rubric, root: root, unread: unread}
	if c.wrongEdition(k.doc.Rubric) {
		return c.problems
	}
	for i := range k.doc.Comments {
		e := &k.doc.Comments[i]
		path := "comments[" + strconv.Itoa(i) + "]"
		if unread[path] {
			continue
		}
		if comment, ok := k.resolveEntry(e, func(key string, code problem.Code, msg, hint string) {
			if !unread[path+"."+key] {
				c.add(path+"."+key, code, msg, hint)
			}
		}); ok {
			k.list = append(k.list, comment)
		}
	}
	return c.problems
}

// resolveEntry looks up what an entry names in the rubric. report gets the key of each problem.
func (k *Comments) resolveEntry(e *CommentEntry, report func(key string, code problem.Code, msg, hint string)) (comment Comment, ok bool) {
	r := k.rubric
	comment = Comment{Constituency: e.Constituency, Text: cmp.Or(e.Edited, e.Text), Cleared: e.Cleared, Public: e.Public}
	if comment.Competency, ok = r.Competency(e.Competency); !ok {
		report("competency", problem.UnknownCompetency, r.Ref().String()+" has no competency "+source.Quote(e.Competency), source.DidYouMean(e.Competency, competencyIDs(r)))
	}
	if _, known := r.Constituency(e.Constituency); e.Constituency != "" && !known {
		report("constituency", problem.UnknownConstituency, "no constituency has the id "+source.Quote(e.Constituency), source.DidYouMean(e.Constituency, constituencyIDs(r)))
		ok = false
	}
	if e.Stage == "" {
		return comment, ok
	}
	if s, known := r.Spectrum().Stage(e.Stage); known {
		comment.Rating = RatingOf(s)
		return comment, ok
	}
	if i := slices.Index(nonAnswerNames[:], e.Stage); i > 0 {
		comment.Rating = nonAnswerAt(i)
		return comment, ok
	}
	stages := (&checker{rubric: r}).stageIDs()
	report("stage", problem.UnknownStage, source.Quote(e.Stage)+" is neither a stage nor a non-answer", source.DidYouMean(e.Stage, append(stages, nonAnswerNames[1:]...)))
	return comment, false
}

// ratingWord returns the id of a stage or the word for a non-answer, and "" for not answered.
func ratingWord(r *rubric.Rubric, rating Rating) string {
	if s, ok := rating.Stage(r.Spectrum()); ok {
		return s.ID()
	}
	if i, ok := rating.nonAnswerIndex(); ok && rating != NotAnswered {
		return nonAnswerNames[i]
	}
	return ""
}

// Rubric returns the rubric that was rated.
func (k *Comments) Rubric() *rubric.Rubric { return k.rubric }

// Len returns the number of comments, cleared or not.
func (k *Comments) Len() int { return len(k.list) }

// All yields the comments in the order of the review file, cleared or not. Use [Comments.Shown] for
// those that may be shown.
func (k *Comments) All() iter.Seq[Comment] { return slices.Values(k.list) }

// Document returns the comments in their editable form. The caller may change it and make comments
// of it with [NewComments].
func (k *Comments) Document() CommentsDocument {
	d := k.doc
	d.Comments = slices.Clone(d.Comments)
	for i := range d.Comments {
		d.Comments[i].Check = slices.Clone(d.Comments[i].Check)
	}
	return d
}

// MarshalJSON writes a comments/1 document. Reading it and writing it again gives the same bytes.
func (k *Comments) MarshalJSON() ([]byte, error) { return source.Marshal(k.doc) }
