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
