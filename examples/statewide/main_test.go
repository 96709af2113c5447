package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/google/go-cmp/cmp"
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/tidy"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestMain(m *testing.M) {
	registerFunctions()
	flag.Parse()
	beam.Init()
	os.Exit(m.Run())
}

// organizations have names of every kind: of two the public report hides groups.
var organizations = []string{
	"19-64733", "Año Nuevo Unified", "../../etc/passwd", "con", "CON", "index",
	"=HYPERLINK(\"x\")", "", "学区" + strings.Repeat("長", 190), "<b>&'\"",
	"\u200b＋1", " -1",
}

// TestLikeCollect runs the pipeline and compares all of its files with what Collect
// makes of the same shards.
func TestLikeCollect(t *testing.T) {
	tests := []struct {
		name, policy, lang string
		rubricFile         bool
	}{
		{name: "public", policy: "public"},
		{name: "internal, Spanish", policy: "internal", lang: "es"},
		{name: "rubric file", policy: "public", rubricFile: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := cei.Latest()
			cfg := &config{output: filepath.Join(t.TempDir(), "out"), policy: tt.policy, lang: tt.lang}
			if tt.rubricFile {
				r, cfg.rubric = ownRubric(t)
			}
			shards := writeShards(t, r)
			// A pattern, and once more a shard that it matches.
			cfg.inputs = []string{filepath.Join(filepath.Dir(shards[0]), "*"), shards[0]}
			var stdout bytes.Buffer
			status, err := run(t.Context(), cfg, &stdout)
			if err != nil || status != 1 {
				t.Fatalf("run = %d, %v; want 1 for refused records", status, err)
			}
			want, all := expected(t, r, cfg, shards)
			if diff := cmp.Diff(want, readTree(t, cfg.output)); diff != "" {
				t.Errorf("files (-Collect +pipeline):\n%s", diff)
			}
			line := fmt.Sprintf("%d responses counted, %d records refused: see %s\n", all.Responses, all.Refused, cfg.output)
			if stdout.String() != line {
				t.Errorf("printed %q, want %q", stdout.String(), line)
			}
		})
	}
}

// expected returns the files that there have to be, by their paths, from Collect and
// from nothing of the pipeline but the names of files.
func expected(t *testing.T, r *rubric.Rubric, cfg *config, shards []string) (map[string]string, *assess.Collection) {
	t.Helper()
	files := make(map[string]string)
	all := collectShards(t, r, shards...)
	local, err := cli.Localize(r, cfg.lang)
	if err != nil {
		t.Fatal(err)
	}
	index := "organization,status,raters,csv,html\r\n"
	for organization, tally := range all.UnprotectedTallies() {
		v := viewOf(t, local, cfg, organization, tally)
		base := "organizations/" + fileName(organization)
		files["published/"+base+".csv"] = written(t, v, tidy.Write)
		files["published/"+base+".html"] = written(t, v, html.Write)
		status, raters := "shown", v.Published.Raters(assess.AllRaters)
		n := strconv.FormatUint(raters.N, 10)
		if raters.Hidden {
			status, n = "hidden", ""
		}
		index += line(organization, status, n, base+".csv", base+".html")
	}
	files["published/organizations.csv"] = index
	v := viewOf(t, local, cfg, "", new(assess.Tally))
	files["published/codebook.csv"] = written(t, v, tidy.WriteCodebook)

	counts := "file,responses,refused,problems\r\n"
	for _, shard := range shards {
		c := collectShards(t, r, shard)
		counts += line(shard, fmt.Sprint(c.Responses), fmt.Sprint(c.Refused), fmt.Sprint(c.ProblemCount))
		refused := "file,line,column,path,code,message,hint\r\n"
		for _, p := range c.Problems {
			refused += line(p.Pos.File, strconv.Itoa(p.Pos.Line), strconv.Itoa(p.Pos.Column), p.Path, string(p.Code), p.Msg, p.Hint)
		}
		if c.ProblemCount > 0 {
			files["intake/refused/"+fileName(shard)+".csv"] = refused
		}
	}
	files["intake/shards.csv"] = counts
	return files, all
}

func collectShards(t *testing.T, r *rubric.Rubric, shards ...string) *assess.Collection {
	t.Helper()
	var inputs []assess.ResponseInput
	for _, name := range shards {
		inputs = append(inputs, assess.FileInput(name))
	}
	c, err := assess.Collect(t.Context(), r, inputs, &assess.CollectOptions{
		CSV: cli.ReadOptions(r).CSV, Key: assess.ByOrganization, MaxProblems: 1 << 20,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func viewOf(t *testing.T, r *rubric.Rubric, cfg *config, organization string, tally *assess.Tally) *report.View {
	t.Helper()
	policy := assess.Public()
	if cfg.policy == "internal" {
		policy = assess.Internal()
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	published, err := summary.Publish(policy)
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(published, &report.Options{Organization: organization, Language: cfg.lang})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func written[Options any](t *testing.T, v *report.View, write func(io.Writer, *report.View, *Options) error) string {
	t.Helper()
	var b strings.Builder
	if err := write(&b, v, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// line returns a line of CSV, with formulas made harmless.
func line(cells ...string) string {
	for i, c := range cells {
		if strings.IndexAny(strings.TrimLeft(c, " \u200b"), "=+-@＋") == 0 {
			cells[i] = "'" + c
		}
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.Write(cells)
	w.Flush()
	return b.String()
}

func readTree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// ownRubric returns a rubric that no worker has embedded, and the file it is in.
func ownRubric(t *testing.T) (*rubric.Rubric, string) {
	t.Helper()
	file := filepath.Join("..", "customrubric", "rubric.yaml")
	r, err := cli.Rubric(file)
	if err != nil {
		t.Fatal(err)
	}
	return r, file
}

// writeShards writes responses, and what is none, in every form and returns the shards
// in order.
func writeShards(t *testing.T, r *rubric.Rubric) []string {
	t.Helper()
	g := &generator{r, rand.New(rand.NewPCG(6, 4733)), 0}
	dir := filepath.Join(t.TempDir(), "shards")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	bad := "{\"format\":\"response/1\"\n" + strings.Replace(g.ndjson(t, 1), `"format":"response/1"`, `"format":"response/1","Id":7,"ratings":3`, 1)
	shards := map[string][]byte{
		"a.ndjson":    []byte(g.ndjson(t, 150) + bad + g.ndjson(t, 60)),
		"b.ndjson.gz": packed(t, g.ndjson(t, 120)+bad+bad),
		"c.csv":       []byte("\ufeff" + g.csv(t, 90)),
		"d.csv.gz":    packed(t, g.csv(t, 70)),
		"e.csv":       []byte("id,organisation,what is this\n1,x,y\n2,x,y\n"),
		"f.ndjson":    nil,
		"g.json":      []byte("[" + strings.ReplaceAll(strings.TrimSpace(g.ndjson(t, 40)), "\n", ",\n") + "]"),
		"h=1 ñ.jsonl": []byte(g.ndjson(t, 30)),
	}
	var names []string
	for name, data := range shards {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func packed(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(s))
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// generator makes responses.
type generator struct {
	rubric *rubric.Rubric
	rand   *rand.Rand
	n      int
}

// document returns a response; the first organizations have the most.
func (g *generator) document() assess.ResponseDocument {
	g.n++
	d := assess.ResponseDocument{
		Format: assess.ResponseFormat, Rubric: g.rubric.Ref().String(), ID: "r-" + strconv.Itoa(g.n),
		Organization: organizations[min(g.rand.IntN(len(organizations)), g.rand.IntN(len(organizations)))],
		Ratings:      make(map[string]assess.RatingEntry),
	}
	constituencies := slices.Collect(g.rubric.Constituencies())
	if len(constituencies) > 0 {
		d.Constituency = constituencies[g.rand.IntN(len(constituencies))].ID
	}
	words := []string{"", "not-applicable", "dont-know", "declined"}
	for s := range g.rubric.Spectrum().Stages() {
		words = append(words, s.ID(), s.ID())
	}
	for domain := range g.rubric.Domains() {
		for c := range domain.Competencies() {
			if word := words[g.rand.IntN(len(words))]; word != "" {
				d.Ratings[c.ID()] = assess.RatingEntry{Stage: word}
			}
		}
	}
	return d
}

func (g *generator) ndjson(t *testing.T, n int) string {
	t.Helper()
	var b strings.Builder
	for range n {
		p, err := assess.NewResponse(g.rubric, g.document())
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
		b.WriteByte('\n')
	}
	return b.String()
}

// csv returns a sheet in which every tenth row has a cell that means nothing, and one
// row two.
func (g *generator) csv(t *testing.T, n int) string {
	t.Helper()
	columns := []string{"id", "organization"}
	if len(slices.Collect(g.rubric.Constituencies())) > 0 {
		columns = append(columns, "constituency")
	}
	fixed := len(columns)
	for domain := range g.rubric.Domains() {
		for c := range domain.Competencies() {
			columns = append(columns, c.ID())
		}
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Write(columns)
	for i := range n {
		d := g.document()
		row := []string{d.ID, d.Organization, d.Constituency}[:fixed]
		for _, id := range columns[fixed:] {
			row = append(row, d.Ratings[id].Stage)
		}
		if i%10 == 3 {
			row[fixed] = "=excellent"
		}
		if i == 13 {
			row[fixed+1] = "B+"
		}
		w.Write(row)
	}
	w.Flush()
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
