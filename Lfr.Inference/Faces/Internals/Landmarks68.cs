namespace Lfr.Inference.Faces.Internals;

/// <summary>Reads the 68 points of the iBUG order, given as fractions of a square crop.</summary>
internal static class Landmarks68
{
    /// <summary>Length of the output: x and y of each point.</summary>
    public const int Floats = 136;

    private const int LeftEye = 36;
    private const int RightEye = 42;
    private const int EyePoints = 6;
    private const int NoseTip = 30;
    private const int LeftMouthCorner = 48;
    private const int RightMouthCorner = 54;

    /// <summary>The five points that alignment needs, in pixels of the picture the crop was cut from.</summary>
    public static FivePoints Five(ReadOnlySpan<float> output, float left, float top, float side) => new(
        Mean(output, LeftEye, left, top, side),
        Mean(output, RightEye, left, top, side),
        At(output, NoseTip, left, top, side),
        At(output, LeftMouthCorner, left, top, side),
        At(output, RightMouthCorner, left, top, side));

    private static ImagePoint At(ReadOnlySpan<float> output, int point, float left, float top, float side) =>
        new(left + (output[point * 2] * side), top + (output[(point * 2) + 1] * side));

    private static ImagePoint Mean(ReadOnlySpan<float> output, int first, float left, float top, float side)
    {
        float x = 0, y = 0;
        for (var i = first; i < first + EyePoints; i++)
        {
            x += output[i * 2];
            y += output[(i * 2) + 1];
        }

        return new ImagePoint(left + (x / EyePoints * side), top + (y / EyePoints * side));
    }
}
