using System.Text;
using Lfr.Inference.Faces;

namespace Lfr.Inference.Children;

/// <summary>
/// The child's side: decodes pictures from its standard input to its standard output until the input ends. It is started by <see cref="PictureChild"/>, knows no
/// settings and opens no file once it has said that it is ready.
/// </summary>
internal static class DecodingLoop
{
    /// <summary>The engine's command-line verb for this. Internal: its output is binary.</summary>
    public const string Verb = "decode-pictures";

    /// <summary>Runs until the input ends; returns the exit code.</summary>
    public static int Run()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        Warm();
        output.WriteByte(PictureMessages.Ready);
        output.Flush();
        Span<byte> question = stackalloc byte[PictureMessages.QuestionBytes];
        while (input.ReadAtLeast(question, question.Length, throwOnEndOfStream: false) == question.Length)
        {
            var length = PictureMessages.Read(question, 0);
            if (length is < 0 or > Picture.MaximumBytes)
                return 1;
            var file = new byte[length];
            input.ReadExactly(file);
            Answer(output, file, Wanted(question), PictureMessages.Read(question, 1));
            Array.Clear(file);
        }

        return 0;
    }

    private static PictureView Wanted(ReadOnlySpan<byte> question)
    {
        var area = new PictureArea(PictureMessages.Read(question, 4), PictureMessages.Read(question, 5), PictureMessages.Read(question, 6), PictureMessages.Read(question, 7));
        var crop = new PictureCrop(PictureMessages.Read(question, 8), PictureMessages.Read(question, 9), PictureMessages.Read(question, 10), PictureMessages.Read(question, 11));
        return new PictureView(PictureMessages.Read(question, 2), PictureMessages.Read(question, 3), area.Width > 0 ? area : null, crop.Width > 0 ? crop : null);
    }

    private static void Answer(Stream output, byte[] file, PictureView view, int maximumPixels)
    {
        Span<byte> answer = stackalloc byte[PictureMessages.AnswerBytes];
        try
        {
            using var picture = Picture.Decode(file, view, maximumPixels);
            PictureMessages.Write(answer, picture.Width, picture.Height, picture.OwnWidth, picture.OwnHeight);
            output.Write(answer);
            output.Write(picture.Image.Pixels);
        }
        catch (PictureRefusedException e)
        {
            var text = Encoding.UTF8.GetBytes($"{e.Code}\n{e.Message}");
            PictureMessages.Write(answer, 0, text.Length, 0, 0);
            output.Write(answer);
            output.Write(text);
        }

        output.Flush();
    }

    /// <summary>Loads the image library and compiles what decodes, so that the first picture does not wait for it.</summary>
    private static void Warm() => Picture.Decode(JpegEncoder.Encode(new BgrImage(new byte[16 * 16 * 3], 16, 16), 90), maximumSide: 8).Dispose();
}
