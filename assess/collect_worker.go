package assess

import (
	"bytes"

	"github.com/waymark-go/waymark/assess/internal/record"
	"github.com/waymark-go/waymark/assess/internal/scan"
	"github.com/waymark-go/waymark/assess/internal/sheet"
	"github.com/waymark-go/waymark/rubric/problem"
)

// worker counts blocks of inputs, into the groups that all workers share. What else it
// finds is its own until the end.
type worker struct {
	c *collector
	found
	reported CollectProgress // what of it is reported
	sheet    *sheet.Scanner  // of the input that it read rows of last

	strict      strictReader
	lineScanner *scan.Scanner
	record      record.Record
	header      ResponseHeader
	key         []byte
	batch       *batch
}

// found is what a worker has found beside the counts.
type found struct {
	problems  problemList
	responses uint64
	refused   uint64
	refusals  map[refusalKey]uint64
	ids       []seenID // of the block that are to be compared
}

// refusalKey is why a record was refused, and the constituency of its rater by index, -1 if
// it is not known.
type refusalKey struct {
	code         problem.Code
	constituency int
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
	for key, n := range g.refusals {
		f.refuseFor(key, n)
	}
	f.ids = append(f.ids, g.ids...)
}

func newWorker(c *collector) *worker {
	return &worker{
		c: c, found: found{problems: problemList{limit: c.opt.MaxProblems}}, strict: strictReader{rubric: c.rubric, lim: c.lim},
		lineScanner: scan.NewScanner(c.table), batch: newBatch(c.groups, c.rubric.CompetencyCount()),
	}
}

// run takes blocks until there are none.
func (w *worker) run() {
	var b block
	for in := w.c.take(); in != nil; in = w.c.take() {
		w.read(in, &b)
	}
}

// read counts what an input has for the worker.
func (w *worker) read(in *openInput, b *block) {
	for {
		ok, err := in.next(b)
		switch {
		case !ok:
		case b.all != nil:
			err = w.whole(b)
		case b.sheet != nil:
			w.rows(b)
		default:
			w.lines(b)
		}
		if err == nil {
			err = w.settle(in)
		}
		if !ok || err != nil || w.c.failed(in.index) || w.c.ctx.Err() != nil {
			w.batch.flush()
			if err == nil {
				err = w.c.groups.tooMany()
			}
			w.c.leave(in, err)
			return
		}
	}
}

// settle hands on what has been put together since the last time.
func (w *worker) settle(in *openInput) error {
	if w.c.ids != nil {
		w.c.ids.add(w.ids)
		w.ids = w.ids[:0]
	}
	w.c.report(CollectProgress{Bytes: in.bytes.Swap(0), Responses: w.responses - w.reported.Responses, Refused: w.refused - w.reported.Refused})
	w.reported.Responses, w.reported.Refused = w.responses, w.refused
	return w.c.groups.tooMany()
}

// whole counts an input that is not divided.
func (w *worker) whole(b *block) error {
	if w.c.ids != nil {
		w.c.ids.byOrdinal(b.input.index)
	}
	number := 0
	for p, err := range b.all {
		if err := w.c.ctx.Err(); err != nil {
			return err
		}
		number++
		if err := w.take(b, number, p, err); err != nil {
			return err
		}
		if number%batchSize != 0 {
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

// lines counts the responses on lines.
func (w *worker) lines(b *block) {
	line := b.lines
	for at := 0; at < b.end; line++ {
		w.record.Ratings = w.batch.next()
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

// line has the strict reader read a line.
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
		w.refuse(b, problems, -1)
	} else {
		w.add(b, before+1, p)
	}
}

// refuse counts a record that is not a valid response.
func (w *worker) refuse(b *block, problems problem.List, constituency int) {
	w.refuseFor(refusalKey{problems[0].Code, constituency}, 1)
	w.problems.add(b.input.index, b.number, problems)
}

// take counts what a reader of responses has yielded.
func (w *worker) take(b *block, number int, rec *record.Record, err error) error {
	if err != nil {
		ps, ok := problem.Of(err)
		if !ok {
			return err
		}
		if n := Refused(err); n > 0 {
			w.refuseFor(refusalKey{ps[0].Code, -1}, uint64(n))
		}
		w.problems.add(b.input.index, b.number, ps)
		return nil
	}
	w.add(b, number, rec)
	return nil
}

// add counts a response, whose ratings may be anywhere.
func (w *worker) add(b *block, number int, rec *record.Record) {
	copy(w.batch.next(), rec.Ratings)
	w.count(b, number, rec)
}

// rows counts the responses on rows, once the rows before them were read.
func (w *worker) rows(b *block) {
	if w.sheet == nil || !w.sheet.IsOf(b.sheet) {
		w.sheet = b.sheet.Scanner()
	}
	before := w.found
	w.found = found{problems: problemList{limit: w.c.opt.MaxProblems}}
	w.batch.hold()
	w.sheet.Start(&b.rows)
	w.scan(b)
	if later := b.input.order.finish(b.number, w.sheet.Later()); later > 0 {
		// The rows are under other headers, so that what was read of them is wrong.
		w.batch.discard()
		w.sheet.TakeNotices()
		w.found = found{problems: problemList{limit: w.c.opt.MaxProblems}}
		w.sheet.StartUnder(&b.rows, later)
		w.scan(b)
	}
	w.batch.flush()
	before.merge(&w.found)
	w.found = before
	b.input.addNotices(w.sheet.TakeNotices())
}

// scan reads the rows of a block.
func (w *worker) scan(b *block) {
	for {
		w.record.Ratings = w.batch.next()
		line, problems, ok := w.sheet.Next(&w.record)
		switch {
		case !ok:
			return
		case len(problems) > 0:
			w.refuse(b, problems, w.record.Constituency)
		default:
			w.count(b, line, &w.record)
			if w.batch.isFull() && b.input.order.isClear(b.number) {
				w.batch.hold()
			}
		}
	}
}

// count counts the response whose ratings are where the batch has its next ones.
func (w *worker) count(b *block, number int, rec *record.Record) {
	w.header = headerOf(rec)
	constituency := rec.Constituency
	if constituency >= 0 {
		w.header.Constituency = w.c.groups.constituencies[constituency]
	}
	w.key = w.c.opt.Key(w.key[:0], &w.header)
	if w.c.ids != nil {
		at := placeOf(b.input.index, number)
		w.ids = append(w.ids, seenID{hashID(w.header.ID), at, false})
		if len(rec.Person) > 0 {
			w.ids = append(w.ids, seenID{hashPerson(rec.Person), at, true})
		}
	}
	w.responses++
	w.batch.add(w.key, constituency)
}
