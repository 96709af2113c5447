package main

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
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/waymark-go/waymark/examples/server/store"
	"github.com/waymark-go/waymark/examples/server/survey"
	"github.com/waymark-go/waymark/examples/server/web"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if errors.Is(err, flag.ErrHelp) {
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

// config is what the command line says.
type config struct {
	addr, data, database, url string
	proxy                     bool
	args                      []string
}

func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) error {
	command := "serve"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		command, args = args[0], args[1:]
	}
	commands := map[string]struct {
		args int
		run  func(context.Context, *config, io.Reader, io.Writer, io.Writer) error
	}{"serve": {0, serve}, "adduser": {1, addUser}, "backup": {1, backup}, "restore": {1, restore}, "export": {1, export}, "log": {0, serverLog}}
	chosen, ok := commands[command]
	if !ok {
		return fmt.Errorf("there is no command %s: serve, adduser, backup, restore, export or log", command)
	}
	c, err := parse(command, args, errs)
	if err != nil {
		return err
	}
	if len(c.args) != chosen.args {
		return fmt.Errorf("%s takes %d arguments", command, chosen.args)
	}
	return chosen.run(ctx, c, in, out, errs)
}

func parse(command string, args []string, errs io.Writer) (*config, error) {
	c := new(config)
	fs := flag.NewFlagSet("server "+command, flag.ContinueOnError)
	fs.SetOutput(errs)
	fs.StringVar(&c.data, "data", "waymark.db", "SQLite `file`")
	fs.StringVar(&c.database, "database", "", "PostgreSQL `URL` instead of a file")
	if command == "serve" {
		fs.StringVar(&c.addr, "addr", "127.0.0.1:8080", "`address` to listen on")
		fs.StringVar(&c.url, "url", "", "`address` that people use, such as https://rate.example.org; http:// and -addr if empty")
		fs.BoolVar(&c.proxy, "proxy", false, "a reverse proxy sets X-Forwarded-For")
	}
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	c.args = fs.Args()
	if c.database != "" && !store.IsURL(c.database) {
		return nil, errors.New("-database is a URL that begins with postgres://")
	}
	return c, nil
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
	srv := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
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
	fmt.Fprintln(out, "wrote", c.args[0])
	return nil
}

func restore(ctx context.Context, c *config, _ io.Reader, out, _ io.Writer) error {
	if c.database != "" {
		return errors.New("restore PostgreSQL with pg_restore")
	}
	if err := store.Restore(ctx, c.args[0], c.data); err != nil {
		return err
	}
	fmt.Fprintln(out, "restored", c.data)
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
		return fmt.Errorf("assessment %s: %w", c.args[0], err)
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
