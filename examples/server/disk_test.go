package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// TestFullDisk runs the server with so little space that saving fails. It must say so, keep what it
// acknowledged, and go on when there is space again.
func TestFullDisk(t *testing.T) {
	k := newKilled(t, rand.Uint64())
	info, err := os.Stat(k.data)
	if err != nil {
		t.Fatal(err)
	}
	// A limit on the size of files acts like a full disk: writing more fails at the same point.
	blocks := (info.Size() + 600<<10) / 512
	cmd := program(t.Context(), "-addr", "127.0.0.1:0", "-data", k.data)
	cmd.Args = append([]string{"sh", "-c", fmt.Sprintf(`ulimit -f %d; exec "$0" "$@"`, blocks), cmd.Path}, cmd.Args[1:]...)
	cmd.Path = "/bin/sh"
	address, _ := listen(t, cmd)
	k.url = address
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if body := get(t, k.url+"/healthz"); body != "ok\n" {
		t.Errorf("health before: %q", body)
	}
	r := k.begin(client)
	if r == nil {
		t.Fatal("nobody can begin")
	}
	status, page := k.saveUntilRefused(t, client, r)
	if status != http.StatusServiceUnavailable || !strings.Contains(page, "What you saved before is safe") {
		t.Fatalf("after %d saves: status %d\n%s", k.saved, status, page)
	}
	t.Logf("the disk was full after %d saves", k.saved)
	time.Sleep(1100 * time.Millisecond) // an answer serves all for a second
	resp, err := http.Get(k.url + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("health with a full disk: %s\n%s", resp.Status, cmd.Stderr)
	}
	k.verifyPages(r) // the server still reads
	cmd.Process.Kill()
	cmd.Wait()
	if log := fmt.Sprint(cmd.Stderr); strings.Contains(log, r.code) || strings.Contains(log, "rater 0") {
		t.Errorf("the log has an answer or a code:\n%s", log)
	}

	k.restart()
	k.verify(true)
	if body := get(t, k.url+"/healthz"); body != "ok\n" {
		t.Errorf("health after: %q", body)
	}
	k.kill()
}

// saveUntilRefused saves pages until the server answers with an error, and returns that answer.
func (k *killed) saveUntilRefused(t *testing.T, client *http.Client, r *killedRater) (status int, page string) {
	t.Helper()
	for save := 0; save < 3000; save++ {
		r.domain, r.save, r.unanswered = save%len(k.domains), save, "save"
		form := url.Values{}
		for i, id := range k.domains[r.domain] {
			form.Set("rating."+id, stageOf(save+i))
			form.Set("note."+id, r.note(save))
		}
		resp, err := client.Do(k.request(http.MethodPost, fmt.Sprintf("/me/domain/%d", r.domain+1), r, form))
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if status, page = resp.StatusCode, string(data); status != http.StatusSeeOther {
			break
		}
		k.acknowledge(r)
	}
	return status, page
}
