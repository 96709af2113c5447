// Package command is the program examples/server as a function. examples/waymark calls it too.
package command

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/waymark-go/waymark/examples/internal/cli"
	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/examples/server/web"
	"github.com/waymark-go/waymark/rubric/problem"
)

// config is the command line.
type config struct {
	addr, data, database, url string
	proxy                     bool
	args                      []string
}

// command is a subcommand of the server.
type command struct {
	args int // how many arguments it takes, not counting flags
	run  func(context.Context, *config, io.Reader, io.Writer, io.Writer) error
}

// find returns the command that args begin with and the other arguments. Without one it is serve.
func find(args []string) (string, command, []string, error) {
	name := "serve"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	commands := map[string]command{"serve": {0, serve}, "adduser": {1, addUser}, "backup": {1, backup}, "restore": {1, restore}, "export": {1, export}, "log": {0, serverLog}}
	c, ok := commands[name]
	if !ok {
		return "", c, nil, fmt.Errorf("there is no command %s: serve, adduser, backup, restore, export or log", problem.FileName(name))
	}
	return name, c, args, nil
}

// Commands returns the commands other than serve, which is the default.
func Commands() []string { return []string{"adduser", "backup", "restore", "export", "log"} }

// Flags returns the flags of the command that args begin with, for help and completion. It returns
// nil if there is no such command.
func Flags(args []string) *flag.FlagSet {
	name, _, _, err := find(args)
	if err != nil {
		return nil
	}
	return new(config).flags(name)
}

// Run runs the command that args begin with until it is done or ctx ends. Help and errors call the
// program by its name. If args ask for help, Run writes the flags to errs and returns flag.ErrHelp.
func Run(ctx context.Context, program string, args []string, in io.Reader, out, errs io.Writer) error {
	name, chosen, args, err := find(args)
	if err != nil {
		return err
	}
	c := new(config)
	if name != "serve" {
		program += " " + name
	}
	fs := c.flags(name)
	fs.Init(program, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	if err := cli.ParseFlags(fs, args); errors.Is(err, flag.ErrHelp) {
		fs.SetOutput(errs)
		fs.Usage()
		return err
	} else if err != nil {
		return fmt.Errorf("%w; %s -h lists the flags", err, program)
	}
	c.args = fs.Args()
	if c.database != "" && !store.IsURL(c.database) {
		return errors.New("-database is a URL that begins with postgres://")
	}
	if len(c.args) != chosen.args {
		return fmt.Errorf("%s takes %d arguments", name, chosen.args)
	}
	return chosen.run(ctx, c, in, out, errs)
}

// flags returns the flags of a command. Parsing them sets the fields of c.
func (c *config) flags(name string) *flag.FlagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.StringVar(&c.data, "data", "waymark.db", "SQLite `file`")
	fs.StringVar(&c.database, "database", "", "PostgreSQL `URL` instead of a file")
	if name == "serve" {
		fs.StringVar(&c.addr, "addr", "127.0.0.1:8080", "`address` to listen on")
		fs.StringVar(&c.url, "url", "", "`address` that people use, such as https://rate.example.org; http:// and -addr if empty")
		fs.BoolVar(&c.proxy, "proxy", false, "a reverse proxy sets X-Forwarded-For")
	}
	return fs
}

func (c *config) open(ctx context.Context) (*store.Store, error) {
	if c.database != "" {
		return store.Open(ctx, c.database)
	}
	return store.Open(ctx, c.data)
}

// serve runs the server until the context ends, and then for as long as requests last, ten
// seconds at the most.
func serve(ctx context.Context, c *config, _ io.Reader, out, errs io.Writer) (err error) {
	st, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	listener, err := net.Listen("tcp", c.addr)
	if err != nil {
		return err
	}
	if c.url == "" {
		if listener.Addr().(*net.TCPAddr).IP.IsUnspecified() {
			return errors.Join(errors.New("say with -url how people reach the server: links begin with it"), listener.Close())
		}
		c.url = "http://" + listener.Addr().String()
	}
	log := slog.New(slog.NewJSONHandler(errs, nil))
	handler, err := web.New(web.Config{Store: st, Log: log, URL: c.url, Proxy: c.proxy})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	setup, err := handler.Setup(ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	fmt.Fprintf(out, "listening on http://%s\n", listener.Addr())
	if setup != "" {
		fmt.Fprintf(out, "make the first account within a day: %s\n", setup)
	}
	srv := newServer(handler, log, defaultTimeouts())
	stopped := make(chan error, 1)
	go func() { stopped <- srv.Serve(listener) }()
	maintain(ctx, handler, log, stopped)
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := srv.Shutdown(ending); err != nil {
		return err
	}
	if err := <-stopped; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// maintain deletes what has to be deleted, at once and every hour, until the context or the
// server ends.
func maintain(ctx context.Context, s *web.Server, log *slog.Logger, stopped chan error) {
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for {
		if err := s.Maintain(ctx); err != nil && ctx.Err() == nil {
			log.Error("maintenance", "error", err)
		}
		select {
		case <-hourly.C:
		case <-ctx.Done():
			return
		case err := <-stopped:
			stopped <- err
			return
		}
	}
}

func addUser(ctx context.Context, c *config, in io.Reader, out, errs io.Writer) (err error) {
	st, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	fmt.Fprintln(errs, "password:")
	line, err := bufio.NewReader(in).ReadString('\n')
	if err != nil && err != io.EOF {
		return err
	}
	name, password := strings.TrimSpace(c.args[0]), strings.TrimRight(line, "\r\n")
	if err := web.CheckNewAccount(name, password); err != nil {
		return err
	}
	u := &store.User{Name: name, Password: web.HashPassword(password), MayCreate: true}
	err = st.AddUser(ctx, u)
	if errors.Is(err, store.ErrNameTaken) {
		if err := st.SetPassword(ctx, name, u.Password); err != nil {
			return err
		}
		if err := st.Log(ctx, time.Now(), store.Event{Who: name, Action: "audit.reset"}); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s has a new password\n", name)
		return nil
	}
	if err == nil {
		fmt.Fprintf(out, "%s can sign in\n", name)
	}
	return err
}

func backup(ctx context.Context, c *config, _ io.Reader, out, _ io.Writer) (err error) {
	st, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if err := st.Backup(ctx, c.args[0]); err != nil {
		return err
	}
	fmt.Fprintln(out, "wrote", problem.FileName(c.args[0]))
	return nil
}

func restore(ctx context.Context, c *config, _ io.Reader, out, _ io.Writer) error {
	if c.database != "" {
		return errors.New("restore PostgreSQL with pg_restore")
	}
	if err := store.Restore(ctx, c.args[0], c.data); err != nil {
		return err
	}
	fmt.Fprintln(out, "restored", problem.FileName(c.data))
	return nil
}

// export writes all responses of an assessment as NDJSON. Whoever has the database has them
// anyway; the pages of the server offer this only for assessments that hide nothing.
func export(ctx context.Context, c *config, _ io.Reader, out, _ io.Writer) (err error) {
	st, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	a, err := st.Assessment(ctx, c.args[0])
	if err != nil {
		return fmt.Errorf("assessment %s: %w", problem.FileName(c.args[0]), err)
	}
	w := bufio.NewWriter(out)
	if err := survey.Export(ctx, st, a.ID, w); err != nil {
		return err
	}
	return w.Flush()
}

// serverLog writes what is logged outside of assessments, the newest first: that accounts were made
// and passwords changed, and that assessments were deleted. A line has the minute, the action, the
// account and a detail.
func serverLog(ctx context.Context, c *config, _ io.Reader, out, _ io.Writer) (err error) {
	st, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	events, err := st.ServerEvents(ctx)
	if err != nil {
		return err
	}
	for _, e := range events {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", e.At, strings.TrimPrefix(e.Action, "audit."), e.Who, e.Detail)
	}
	return nil
}
