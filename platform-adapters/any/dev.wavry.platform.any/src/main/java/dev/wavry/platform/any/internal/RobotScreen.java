package dev.wavry.platform.any.internal;

import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.media.PixelFormat;
import dev.wavry.spi.media.VideoFormat;
import java.awt.MouseInfo;
import java.awt.Point;
import java.awt.PointerInfo;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.jspecify.annotations.Nullable;

/** Looks at one screen through a robot. */
class RobotScreen {
    private final Robot robot;
    private final Rectangle place;

    RobotScreen(Robot robot, CaptureTarget target) {
        this.robot = robot;
        this.place = new Rectangle(target.x(), target.y(), target.width(), target.height());
    }

    VideoFormat format() {
        return new VideoFormat(place.width, place.height, PixelFormat.BGR0);
    }

    /** The pixels as 0xRRGGBB, row by row; the array is the caller's. */
    int[] look() {
        BufferedImage image = robot.createScreenCapture(place);
        if (image.getRaster().getDataBuffer() instanceof DataBufferInt ints
                && image.getType() == BufferedImage.TYPE_INT_RGB) {
            return ints.getData();
        }
        return image.getRGB(0, 0, place.width, place.height, null, 0, place.width);
    }

    /** Where the pointer is in pixels of the picture, null if the system does not say. */
    @Nullable
    Point pointer() {
        PointerInfo info = MouseInfo.getPointerInfo();
        if (info == null) {
            return null;
        }
        Point point = info.getLocation();
        point.translate(-place.x, -place.y);
        return point;
    }
}
