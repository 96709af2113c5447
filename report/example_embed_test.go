package report_test

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// A web application that takes responses and shows a report. It keeps counts only; one that
// lets people change their answers stores the responses and counts them for the report.
func Example_embed() {
	server := httptest.NewServer(newSurvey(cei.Latest()))
	defer server.Close()

	for _, response := range []string{
		`{"format":"response/1","rubric":"cei@2023.2","id":"r-1","constituency":"family","ratings":{"language-access":"developing"}}`,
		`{"format":"response/1","rubric":"cei@2023.2","id":"r-2","constituency":"family","ratings":{"language-access":"best"}}`,
	} {
		status, body := request(http.Post(server.URL+"/responses", "application/json", strings.NewReader(response)))
		fmt.Println(status, body)
	}
	status, page := request(http.Get(server.URL + "/report"))
	fmt.Println(status, strings.HasPrefix(page, "<!DOCTYPE html>"))
	// Output:
	// 201 counted
	// 400 response:1:110: unknown-stage: ratings.language-access: "best" is neither a stage nor a non-answer; one of not-evident, developing, maturing, advanced, not-applicable, dont-know, declined
	// 200 true
}

// survey counts the responses that people send.
type survey struct {
	*http.ServeMux
	rubric *rubric.Rubric

	mu    sync.Mutex
	tally assess.Tally
}

func newSurvey(r *rubric.Rubric) *survey {
	s := &survey{ServeMux: http.NewServeMux(), rubric: r}
	s.HandleFunc("POST /responses", s.receive)
	s.HandleFunc("GET /report", s.report)
	return s
}

func (s *survey) receive(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, 1<<20))
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	}
	resp, err := assess.LoadResponse(s.rubric, "response", body, nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest) // every problem, one on a line
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.tally.Add(resp); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusCreated)
	fmt.Fprintln(w, "counted")
}

// report shows the results so far. For a survey that goes on, publish once, when it has ended:
// two reports show the answers that came between them. Package assess has more about this.
func (s *survey) report(w http.ResponseWriter, _ *http.Request) {
	view, err := s.view()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if err := html.Write(w, view, nil); err != nil {
		log.Print(err)
	}
}

func (s *survey) view() (*report.View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	summary, err := s.tally.Summarize(s.rubric, nil)
	if err != nil {
		return nil, err
	}
	published, err := summary.Publish(assess.Policy{})
	if err != nil {
		return nil, err
	}
	return report.Build(published, nil)
}

// request returns the status and the body of a response.
func request(resp *http.Response, err error) (int, string) {
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		log.Fatal(err)
	}
	return resp.StatusCode, strings.TrimSpace(string(body))
}
