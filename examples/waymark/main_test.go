package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
)

var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "waymark")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		binary = filepath.Join(dir, "waymark.exe")
		return m.Run()
	}())
}

var build = sync.OnceValue(func() error {
	out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput()
	if err != nil {
		return errors.New(string(out))
	}
	return nil
})

// waymark runs the built command in a directory.
func waymark(t *testing.T, dir string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary, args...)
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errs
	if err := cmd.Run(); cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errs.String()
}

func TestSubcommands(t *testing.T) {
	data, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	district, before := filepath.Join(data, "district-2023.2.ndjson"), filepath.Join(data, "district-2023.2-2025.ndjson")
	broken := filepath.Join(data, "broken", "responses-2023.2.ndjson")
	dir := t.TempDir()
	for name, text := range map[string]string{"empty.ndjson": "", "bad.yaml": "format: rubric/1\n", "flat.json": `{"format":"response/1","rubric":"cei@2023.2","id":"i-7","date":null}`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// In order: some read what those before them have written.
	for _, test := range []struct {
		args        string
		status      int
		out, errors string // parts
	}{
		{"check " + district, 0, "", "240 responses, 0 refused"},
		{"check " + broken, 1, "responses-2023.2.ndjson:", ""},
		{"check no-such-file", 2, "", "no-such-file"},
		{"check empty.ndjson", 3, "", "no responses"},
		{"check", 2, "", "usage: waymark check"},
		{"report " + district, 0, "What we found", ""},
		{"report --lang es -format md " + district, 0, "Familias", ""},
		{"report -out before " + before, 0, "report.html", ""},
		{"report " + broken + " " + district, 1, "What we found", "refused"},
		{"report -no-such-flag " + district, 2, "", "usage: waymark report"},
		{"report empty.ndjson", 3, "", "no responses"},
		{"compare before/report.json " + district, 0, "What has changed since last time", ""},
		{"compare -format json -- " + before + " " + district, 0, `"comparable": "fully"`, ""},
		{"compare -sections findings,progress " + before + " " + district, 0, "What we found", ""},
		{"compare " + district, 2, "", "usage: waymark compare"},
		{"compare -baseline " + before + " " + before + " " + district, 2, "", "-baseline"},
		{"schema -out schemas", 0, "responses.csv", ""},
		{"schema -rubric bad.yaml -out schemas", 1, "", "bad.yaml:"},
		{"schema", 2, "", "usage: waymark schema"},
		{"schema -restore flat.json", 0, `"id": "i-7"`, ""},
		{"schema -restore empty.ndjson", 1, "", "empty.ndjson:1:1: "},
		{"check schemas/forms/cei-2023.2.responses.csv", 3, "", ""},
		{"author sheet -out rubric.csv", 0, "", ""},
		{"author rubric rubric.csv -out rubric.yaml", 0, "", ""},
		{"check rubric.yaml", 0, "", ""},
		{"author rubric " + broken, 1, "", "encoding"},
		{"author", 2, "", "usage: waymark author"},
		{"serve -no-such-flag", 2, "", "waymark serve -h"},
		{"serve nonsense", 2, "", "nonsense"},
		{"serve -addr 127.0.0.1:0 -data no-such-directory/w.db", 2, "", "no-such-directory"},
		{"serve export -data w.db no-such-id", 2, "", "no-such-id"},
		{"", 0, "Available Commands", ""},
		{"--version", 0, "waymark version", ""},
		{"-version", 0, "waymark version", ""},
		{"reprot", 2, "", `unknown command "reprot"`},
		{"help reprot", 2, "", `unknown command "reprot"`},
		{"help author overlay", 0, "-finished", ""},
		{"completion basch", 2, "", `unknown command "basch"`},
		{"completion", 0, "Available Commands", ""},
		{"-- check no-such-file", 2, "", "no-such-file"},
	} {
		status, out, errs := waymark(t, dir, strings.Fields(test.args)...)
		if status != test.status || !strings.Contains(out, test.out) || !strings.Contains(errs, test.errors) {
			t.Errorf("waymark %s: status %d, want %d; output with %q, errors with %q:\n%.2000s\n%.2000s", test.args, status, test.status, test.out, test.errors, out, errs)
		}
		if strings.Contains(errs, "usage") && strings.Count(errs, "\n") > 4 {
			t.Errorf("waymark %s: the mistake is out of sight:\n%s", test.args, errs)
		}
		if status >= 2 && out != "" {
			t.Errorf("waymark %s: status %d with output %.200s", test.args, status, out)
		}
	}
}

// TestReadme takes the steps of the README: it fills in the sheet of schema, checks it and makes a
// report. Who leaves the ids empty is told what to do.
func TestReadme(t *testing.T) {
	dir := t.TempDir()
	waymark(t, dir, "schema", "-out", "schemas")
	data, err := os.ReadFile(filepath.Join(dir, "schemas", "forms", "cei-2023.2.responses.csv"))
	if err != nil {
		t.Fatal(err)
	}
	header, err := csv.NewReader(bytes.NewReader(data)).Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		id     string // of a row, with its number
		status int
		out    string
	}{
		{"%d", 0, ""},
		{"", 1, "number the rows, or delete the column"},
	} {
		sheet := string(data)
		for i := range 12 {
			id := strings.ReplaceAll(test.id, "%d", strconv.Itoa(i+1))
			sheet += id + ",,family,," + strings.Repeat(",Maturing", len(header)-5) + "\n"
		}
		if err := os.WriteFile(filepath.Join(dir, "responses.csv"), []byte(sheet), 0o666); err != nil {
			t.Fatal(err)
		}
		if status, out, errs := waymark(t, dir, "check", "responses.csv"); status != test.status || !strings.Contains(out, test.out) {
			t.Errorf("ids %q: status %d, want %d with %q:\n%.2000s%s", test.id, status, test.status, test.out, out, errs)
		}
		if test.status != 0 {
			continue
		}
		if status, out, errs := waymark(t, dir, "report", "-out", "results", "responses.csv"); status != 0 || !strings.Contains(out, "report.html") {
			t.Errorf("status %d: %s%s", status, out, errs)
		}
	}
}

// TestServe starts the server, makes requests and stops it.
func TestServe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot send another one an interrupt")
	}
	if err := build(); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	cmd := exec.CommandContext(t.Context(), binary, "serve", "-addr", "127.0.0.1:0", "-data", filepath.Join(t.TempDir(), "w.db"))
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var url string
	for lines := bufio.NewScanner(out); url == "" && lines.Scan(); {
		_, url, _ = strings.Cut(lines.Text(), "listening on ")
	}
	for path, want := range map[string]string{"/": "<html", "/healthz": "ok"} {
		resp, err := http.Get(url + path)
		if err != nil {
			t.Fatal(err, errs.String())
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: %s, %v: %s", path, resp.Status, err, body)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("the server ends with %v: %s", err, errs.String())
	}
}

func TestHelp(t *testing.T) {
	for _, p := range programs() {
		for _, args := range [][]string{{p.name, "-h"}, {p.name, "x", "--help"}, {"help", p.name}} {
			status, out, errs := waymark(t, t.TempDir(), args...)
			if status != 0 || errs != "" {
				t.Errorf("%q: status %d: %s", args, status, errs)
			}
			for _, part := range []string{"Usage:\n  waymark " + p.name, "Examples:\n  ", "Exit status:\n  "} {
				if !strings.Contains(out, part) {
					t.Errorf("%q does not say %q:\n%s", args, part, out)
				}
			}
		}
	}
	if _, out, _ := waymark(t, t.TempDir(), "author", "overlay", "-h"); !strings.Contains(out, "-finished") {
		t.Errorf("author overlay -h does not list the flags of overlay:\n%s", out)
	}
}

func TestCompletion(t *testing.T) {
	for _, test := range []struct {
		words []string
		want  string // part of the output
	}{
		{[]string{"ch"}, "check\t"},
		{[]string{"report", "-po"}, "\n-policy\twhat may be shown"},
		{[]string{"report", "--po"}, "\n--policy\t"},
		{[]string{"report", "-policy", ""}, "public\ninternal\n:4"},
		{[]string{"report", "-rubric", ""}, "cei@2023.2\n:0"},
		{[]string{"report", "-out", ""}, ":16"}, // directories
		{[]string{"report", "-lang", "es", ""}, ":0"},
		{[]string{"check", "-ranks", ""}, ":0"}, // files
		{[]string{"compare", "-base"}, "-date\t"},
		{[]string{"author", ""}, "sheet\nrubric\noverlay\ncrosswalk\ncase\n:4"},
		{[]string{"author", "rubric", "-from", ""}, "\nsamm\n"},
		{[]string{"author", "overlay", "-fin"}, "\n-finished\t"},
		{[]string{"author", "--out", ""}, ":4"},
		{[]string{"serve", ""}, "adduser\nbackup\nrestore\nexport\nlog\n:4"},
		{[]string{"serve", "-pro"}, "\n-proxy\t"},
	} {
		status, out, errs := waymark(t, t.TempDir(), append([]string{"__complete"}, test.words...)...)
		if status != 0 || !strings.Contains("\n"+out, test.want) {
			t.Errorf("%q: status %d, without %q:\n%s%s", test.words, status, test.want, out, errs)
		}
	}
}

// TestCompletionOfValues looks for flags whose values the help lists and complete does not know.
func TestCompletionOfValues(t *testing.T) {
	fs := compareFlags()
	for _, name := range []string{"policy", "format", "lang", "wording", "keep", "encoding", "sections", "rubric"} {
		f := fs.Lookup(name)
		if f == nil {
			t.Errorf("there is no flag -%s any more", name)
			continue
		}
		if list, _ := values(f); len(list) == 0 {
			t.Errorf("-%s completes nothing", name)
		}
	}
}

func TestCompletionScripts(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish"} {
		status, script, errs := waymark(t, t.TempDir(), "completion", shell)
		if status != 0 || len(script) < 1000 {
			t.Errorf("%s: status %d: %s", shell, status, errs)
		}
		if _, err := exec.LookPath(shell); err != nil {
			t.Logf("%s is not installed", shell)
			continue
		}
		cmd := exec.Command(shell, "-n")
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v: %s", shell, err, out)
		}
	}
}

// TestShellsComplete asks bash and fish to complete a flag, and the value of one.
func TestShellsComplete(t *testing.T) {
	if err := build(); err != nil {
		t.Fatal(err)
	}
	for shell, script := range map[string]string{
		// compopt works only while bash itself completes.
		"bash": `. /usr/share/bash-completion/bash_completion
. <(waymark completion bash)
compopt() { :; }
for words in "report -pol" "report -policy p"; do
	COMP_LINE="waymark $words" COMP_WORDS=(waymark $words)
	COMP_POINT=${#COMP_LINE} COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_TYPE=9 COMP_KEY=9
	__start_waymark
	echo "${COMPREPLY[@]}"
done`,
		"fish": `waymark completion fish | source
complete -C "waymark report -pol" | string split -f1 \t
complete -C "waymark report -policy p"`,
	} {
		if _, err := exec.LookPath(shell); err != nil {
			t.Logf("%s is not installed", shell)
			continue
		}
		if _, err := os.Stat("/usr/share/bash-completion/bash_completion"); shell == "bash" && err != nil {
			t.Log("bash-completion is not installed")
			continue
		}
		dir := t.TempDir()
		if err := os.Symlink(binary, filepath.Join(dir, "waymark")); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(shell, "-c", script)
		cmd.Env = append(os.Environ(), "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"), "HOME="+dir)
		out, err := cmd.CombinedOutput()
		if want := "-policy\npublic\n"; err != nil || string(out) != want {
			t.Errorf("%s completes %q, want %q: %v", shell, out, want, err)
		}
	}
}
