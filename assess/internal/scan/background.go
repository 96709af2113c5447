package scan

// Question is a background question by ids.
type Question struct {
	ID      string
	Options []string
}

// compileBackground compiles the background questions. It leaves t.questions nil if one of
// them cannot be recognized. Then the strict reader reads the responses that answer any.
func (t *Table) compileBackground() {
	var ids []string
	var options []*words
	for _, q := range t.form.Background {
		w := compileWords(q.Options)
		if w == nil || len(q.Options) == 0 {
			return
		}
		ids, options = append(ids, q.ID), append(options, w)
	}
	if len(ids) > 0 {
		t.questions, t.options = compileWords(ids), options
	}
}

// background reads the answers to background questions, each at most once.
func (c *cursor) background() bool {
	if c.t.questions == nil {
		return false
	}
	if c.isEmpty() {
		return true
	}
	if !c.token('{') {
		return false
	}
	for {
		q, ok := c.word(c.t.questions)
		if !ok || c.r.Background[q] != 0 || !c.token(':') {
			return false
		}
		option, ok := c.word(c.t.options[q])
		if !ok {
			return false
		}
		c.r.Background[q] = uint8(option + 1)
		c.nodes += 2
		if c.closes('}') {
			return true
		}
		if !c.token(',') {
			return false
		}
	}
}
