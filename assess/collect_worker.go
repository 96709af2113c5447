package assess

import (
	"bytes"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/rubric/problem"

	"github.com/waymark-go/waymark/assess/internal/count"
)

// worker counts the responses in blocks of inputs, into groups that all workers share. It
// shares nothing else that it finds until the end.
type worker struct {
	c *collector
	found
	reported CollectProgress // the part of responses, drafts and refused that was reported
	sheet    *sheet.Scanner  // of the last input with rows

	strict      strictReader
	lineScanner *scan.Scanner
	record      record.Record
	header      ResponseHeader
	background  []string // memory of the header
	key         []byte
	batch       *count.Batch
}

// found is what a worker has found in addition to the counts.
type found struct {
	problems  problemList
	responses uint64
	drafts    uint64
	refused   uint64
	heavy     int64 // what refused records with many problems count as beyond themselves, since the last call to settle
	refusals  map[refusalKey]uint64
	ids       []count.ID // to be compared, since the last call to settle
	persons   []count.ID // likewise, of who answered
	languages languageCounter
	comments  []collectedComment // since the last call to settle
}

// refusalKey is why a record was refused, the constituency of its rater by index, -1 if it
// is not known, and its primary language, "" if it is not known.
type refusalKey struct {
	code         problem.Code
	constituency int
	language     string
}

// refusal returns the key for a refused record, of which rec has what is known, nil for
// nothing.
func refusal(code problem.Code, rec *record.Record) refusalKey {
	if rec == nil {
		return refusalKey{code, -1, ""}
	}
	return refusalKey{code, rec.Constituency, primaryLanguage(rec.Language)}
}

func (f *found) refuseFor(key refusalKey, records uint64) {
	if f.refusals == nil {
		f.refusals = make(map[refusalKey]uint64)
	}
	f.refused += records
	f.refusals[key] += records
}

func (f *found) merge(g *found) {
	f.problems.merge(&g.problems)
	f.responses += g.responses
	f.drafts += g.drafts
	f.heavy += g.heavy
	for key, n := range g.refusals {
		f.refuseFor(key, n)
	}
	f.ids = append(f.ids, g.ids...)
	f.persons = append(f.persons, g.persons...)
	f.languages.merge(&g.languages)
	f.comments = append(f.comments, g.comments...)
}

func newWorker(c *collector) *worker {
	return &worker{
		c: c, found: found{problems: problemList{limit: c.opt.MaxProblems}}, strict: strictReader{rubric: c.rubric, lim: c.lim},
		lineScanner: scan.NewScanner(c.table), batch: c.groups.NewBatch(),
	}
}

// run counts the blocks of inputs until there are none.
func (w *worker) run() {
	w.c.guard(func() {
		var b block
		for in := w.c.take(); in != nil; in = w.c.take() {
			w.read(in, &b)
		}
	})
}

// read counts blocks of an input until there are none.
func (w *worker) read(in *openInput, b *block) {
	for {
		ok, err := in.next(b)
		switch {
		case !ok:
		case b.all != nil:
			err = w.undivided(b)
		case b.sheet != nil:
			w.rows(b)
		default:
			w.lines(b)
		}
		if err == nil {
			err = w.settle(in)
		}
		if !ok || err != nil || w.c.failed(in.index) || w.c.ctx.Err() != nil {
			w.batch.Flush()
			if err == nil {
				err = w.c.tooManyGroups()
			}
			w.c.leave(in, err)
			return
		}
	}
}

// settle compares the ids and reports the progress since the last call. It returns an error
// if there are too many records or groups.
func (w *worker) settle(in *openInput) error {
	if w.c.ids != nil {
		w.c.ids.Add(w.ids)
		w.c.persons.Add(w.persons)
		w.ids, w.persons = w.ids[:0], w.persons[:0]
	}
	if err := w.settleComments(in); err != nil {
		return err
	}
	more := CollectProgress{
		Bytes: in.bytes.Swap(0), Responses: w.responses - w.reported.Responses,
		Drafts: w.drafts - w.reported.Drafts, Refused: w.refused - w.reported.Refused,
	}
	w.c.report(more)
	w.reported = CollectProgress{Responses: w.responses, Drafts: w.drafts, Refused: w.refused}
	count := recordCount{all: int64(more.Responses + more.Drafts + more.Refused), refused: int64(more.Refused) + w.heavy}
	w.heavy = 0
	if err := in.add(count); err != nil {
		return err
	}
	return w.c.tooManyGroups()
}

// settleComments gathers the comments since the last call.
func (w *worker) settleComments(in *openInput) error {
	if len(w.comments) == 0 {
		return nil
	}
	err := w.c.opt.Comments.add(w.c.rubric, w.comments)
	clear(w.comments)
	w.comments = w.comments[:0]
	return in.wrap(err)
}

// undivided counts an input that is not divided into blocks. It settles now and then, as
// read does after each block.
func (w *worker) undivided(b *block) error {
	const settleEvery = 512
	w.c.numberInOrder(b.input.index)
	number := 0
	for p, err := range b.all {
		if err := w.c.ctx.Err(); err != nil {
			return err
		}
		number++
		if err := w.take(b, number, p, err); err != nil {
			return err
		}
		if number%settleEvery != 0 {
			continue
		}
		if err := w.settle(b.input); err != nil {
			return err
		}
		if w.c.failed(b.input.index) {
			return nil
		}
	}
	return nil
}

// lines counts the responses on the lines of a block.
func (w *worker) lines(b *block) {
	line := b.lines
	for at := 0; at < b.end; line++ {
		w.record.Ratings = w.batch.Ratings()
		end, ok := w.lineScanner.Scan(b.data, at, &w.record)
		if ok {
			w.count(b, line+1, &w.record)
		} else {
			end = at + bytes.IndexByte(b.data[at:], '\n') + 1
			w.line(b, line, b.data[at:end-1])
		}
		at = end
	}
}

// line counts the response on a line that package scan does not recognize, after a number
// of lines before it.
func (w *worker) line(b *block, before int, line []byte) {
	line = bytes.TrimSuffix(line, []byte{'\r'})
	var long error
	if len(line) > w.c.lim.Bytes {
		long = errLongLine
	} else if len(bytes.Trim(line, " \t\r")) == 0 {
		return
	}
	p, problems := w.strict.line(problem.Pos{File: b.input.input.Name, Line: before + 1, Column: 1}, line, long)
	if len(problems) > 0 {
		w.refuse(b, problems, p)
	} else {
		w.add(b, before+1, p)
	}
}

// refuse counts a record that is not a valid response. rec has what is known of it, or is nil.
func (w *worker) refuse(b *block, problems problem.List, rec *record.Record) {
	w.refuseFor(refusal(problems[0].Code, rec), 1)
	w.heavy += moreRefused(len(problems))
	w.problems.add(b.input.index, b.number, problems)
}

// take counts what a reader of responses has yielded, the response with a number or an
// error.
func (w *worker) take(b *block, number int, rec *record.Record, err error) error {
	if err != nil {
		ps, ok := problem.Of(err)
		if !ok {
			return err
		}
		if n := Refused(err); n > 0 {
			w.refuseFor(refusal(ps[0].Code, rec), uint64(n))
			w.heavy += moreRefused(len(ps))
		}
		w.problems.add(b.input.index, b.number, ps)
		return nil
	}
	w.add(b, number, rec)
	return nil
}

// add counts a response, whose ratings may be anywhere, or a draft.
func (w *worker) add(b *block, number int, rec *record.Record) {
	if rec.Draft {
		w.addDraft(rec)
		return
	}
	copy(w.batch.Ratings(), rec.Ratings)
	w.count(b, number, rec)
}

// rows counts the responses on rows, once the rows before them were read.
func (w *worker) rows(b *block) {
	if w.sheet == nil || !w.sheet.IsOf(b.sheet) {
		w.sheet = b.sheet.Scanner()
		if w.c.opt.Comments != nil {
			w.sheet.ReadRemarks()
		}
	}
	before := w.found
	w.found = found{problems: problemList{limit: w.c.opt.MaxProblems}}
	w.batch.Hold()
	w.sheet.Start(&b.rows)
	w.scan(b)
	if later := b.input.order.finish(b.number, w.sheet.Later()); later > 0 {
		// The rows are under other headers, so that what was read of them is wrong.
		w.batch.Discard()
		w.sheet.TakeNotices()
		w.found = found{problems: problemList{limit: w.c.opt.MaxProblems}}
		w.sheet.StartUnder(&b.rows, later)
		w.scan(b)
	}
	w.batch.Flush()
	before.merge(&w.found)
	w.found = before
	b.input.addNotices(w.sheet.TakeNotices())
}

// scan reads the rows of a block.
func (w *worker) scan(b *block) {
	for {
		w.record.Ratings = w.batch.Ratings()
		line, problems, ok := w.sheet.Next(&w.record)
		switch {
		case !ok:
			return
		case len(problems) > 0:
			w.refuse(b, problems, &w.record)
		default:
			w.count(b, line, &w.record)
			if w.batch.IsFull() && b.input.order.isClear(b.number) {
				w.batch.Hold()
			}
		}
	}
}

// addDraft counts a draft, without its ratings. The fast readers recognize no drafts.
func (w *worker) addDraft(rec *record.Record) {
	w.setKey(rec)
	w.drafts++
	clear(w.batch.Ratings())
	w.batch.Add(w.key, len(w.c.constituencies))
}

// setKey sets the header and the key of the group of a response.
func (w *worker) setKey(rec *record.Record) {
	w.header = headerOf(rec)
	if rec.Constituency >= 0 {
		w.header.Constituency = w.c.constituencies[rec.Constituency]
	}
	if len(w.c.background.questions) > 0 {
		w.background = w.c.background.header(w.background[:0], rec)
		w.header.Background = w.background
	}
	w.key = w.c.opt.Key(w.key[:0], &w.header)
}

// count counts a response, whose ratings are in the batch.
func (w *worker) count(b *block, number int, rec *record.Record) {
	w.setKey(rec)
	if w.c.ids != nil {
		at := count.Place{Input: b.input.index, Number: number}
		w.ids = append(w.ids, count.IDAt(w.header.ID, at))
		if len(rec.Person) > 0 {
			w.persons = append(w.persons, count.IDAt(rec.Person, at))
		}
	}
	if w.c.opt.Comments != nil {
		w.comments = commentsOf(w.comments, rec, w.batch.Ratings(), w.header.Constituency)
	}
	w.responses++
	w.languages.add(rec.Language)
	w.batch.Add(w.key, rec.Constituency)
}
