package assess

import (
	"context"

	"github.com/waymark-go/waymark/rubric"
)

// CollectInBlocks is like Collect, with blocks of size bytes, so that tests need no large
// inputs.
func CollectInBlocks(ctx context.Context, r *rubric.Rubric, inputs []ResponseInput, opt *CollectOptions, size int) (*Collection, error) {
	return collect(ctx, r, inputs, opt, size)
}

// ReviewWithSeed is [CommentCollector.Review] with a seed instead of chance.
func ReviewWithSeed(c *CommentCollector, p *Published, seed [32]byte) (*Comments, error) {
	return c.review("review", p.Rubric(), p, seed)
}

// LookTwice exports lookTwice.
var LookTwice = lookTwice
