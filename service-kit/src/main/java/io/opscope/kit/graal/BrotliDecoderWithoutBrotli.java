package io.opscope.kit.graal;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;

/**
 * Netty's decoder for Brotli, which the compiler takes for reachable although Netty makes one only when the
 * optional library is there, and it is not. Without this its missing classes end the compilation.
 */
@TargetClass(className = "io.netty.handler.codec.compression.BrotliDecoder")
final class BrotliDecoderWithoutBrotli {

    @Substitute
    public void handlerAdded(ChannelHandlerContext context) {
        throw new UnsupportedOperationException("Brotli is not part of this executable");
    }

    @Substitute
    @SuppressWarnings("unused") // Netty calls it.
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        throw new UnsupportedOperationException("Brotli is not part of this executable");
    }

    @Substitute
    @SuppressWarnings("UnusedMethod") // Netty calls it.
    private void destroy() {}
}
