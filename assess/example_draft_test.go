package assess_test

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// drafts is an HTTP handler that keeps the last draft of each response id, and that of a
// response that is handed in.
type drafts struct {
	mu  sync.Mutex
	all map[string]*assess.Response
}

// ServeHTTP saves what is sent. What is wrong is answered with its problems, and nothing is
// saved.
func (d *drafts) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, 1<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	p, err := assess.LoadResponse(cei.Latest(), "answers", body, nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all[p.ID()] = p
	c := p.Completeness()
	if p.Draft() {
		fmt.Fprintf(w, "saved: %d of %d answered, missing %q\n", c.Answered, c.Asked, c.Missing)
		return
	}
	fmt.Fprintf(w, "handed in: %d of %d answered\n", c.Answered, c.Asked)
}

// A web application saves the answers of a rater as a draft until they are handed in.
func ExampleResponse_Draft() {
	server := httptest.NewServer(&drafts{all: make(map[string]*assess.Response)})
	defer server.Close()
	for _, answers := range []string{
		`{"format":"response/1","rubric":"cei@2023.2","id":"r-1","draft":true,"ratings":{"language-access":{"note":"ask"}}}`,
		`{"format":"response/1","rubric":"cei@2023.2","id":"r-1","draft":true,"ratings":{"language-access":"maturng"}}`,
		`{"format":"response/1","rubric":"cei@2023.2","id":"r-1","ratings":{"language-access":"maturing"}}`,
		`{"format":"response/1","rubric":"cei@2023.2","id":"r-1","constituency":"family","ratings":{"language-access":"maturing"}}`,
	} {
		resp, err := http.Post(server.URL, "application/json", strings.NewReader(answers))
		if err != nil {
			fmt.Println(err)
			return
		}
		answer, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Print(resp.StatusCode, " ", string(answer))
	}
	// Output:
	// 200 saved: 0 of 31 answered, missing ["constituency" "ratings.language-access.stage"]
	// 422 answers:1:99: unknown-stage: ratings.language-access: "maturng" is neither a stage nor a non-answer; did you mean "maturing"?
	// 422 answers:1:1: missing-key: constituency: the key constituency is missing; one of student, family, educator, leader, community
	// 200 handed in: 1 of 31 answered
}

// column is a response in a column of a database: its JSON, a line of text.
type column struct{ *assess.Response }

// Value implements [driver.Valuer].
func (c column) Value() (driver.Value, error) {
	data, err := json.Marshal(c.Response)
	return string(data), err
}

// Scan implements the interface of database/sql for what a row is read into.
func (c *column) Scan(value any) error {
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("a response in a column of %T", value)
	}
	p, err := assess.LoadResponse(cei.Latest(), "column", []byte(text), nil)
	if err != nil {
		return err
	}
	c.Response = p
	return nil
}

// A database keeps drafts as their JSON, in one column with finished responses.
func ExampleResponse_Draft_database() {
	draft, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
		ID: "r-1", Draft: true, Ratings: map[string]assess.RatingEntry{"language-access": {Stage: "maturing"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	stored, err := column{draft}.Value()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(stored)

	var read column
	if err := read.Scan(stored); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("draft:", read.Draft(), "answered:", read.Completeness().Answered)
	// Output:
	// {"format":"response/1","rubric":"cei@2023.2","id":"r-1","draft":true,"ratings":{"language-access":"maturing"}}
	// draft: true answered: 1
}

// Finish says what a draft still needs.
func ExampleResponse_Finish() {
	document := assess.ResponseDocument{
		ID: "r-1", Draft: true, Ratings: map[string]assess.RatingEntry{"language-access": {Stage: "maturing"}},
	}
	draft, err := assess.NewResponse(cei.Latest(), document)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = draft.Finish()
	problems, _ := problem.Of(err)
	for _, p := range problems {
		fmt.Println(p.Path, p.Code)
	}

	document = draft.Document()
	document.Constituency = "family"
	if draft, err = assess.NewResponse(cei.Latest(), document); err != nil {
		fmt.Println(err)
		return
	}
	finished, err := draft.Finish()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("draft:", finished.Draft())
	// Output:
	// constituency missing-key
	// draft: false
}
