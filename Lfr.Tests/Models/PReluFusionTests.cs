using System.Runtime.InteropServices;
using Lfr.Inference.Models;
using Lfr.Tests.Support;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Tests.Models;

public class PReluFusionTests
{
    private const int Side = 4;

    public static TheoryData<float[]> Slopes => new()
    {
        // All below one: the factor goes inside of the ReLU.
        new float[] { 0.25f, -0.5f, 0f },
        // One of them not below one: the factor stays outside.
        new float[] { 0.25f, 1f, 2.5f },
    };

    [Theory]
    [MemberData(nameof(Slopes))]
    public void PRelu_Replaced_IsTheSameFunction(float[] slopes)
    {
        float[] input = [.. Enumerable.Range(0, slopes.Length * Side * Side).Select(i => (i % 7) - 3f)];
        var model = OnePRelu(slopes);

        var rewritten = PReluFusion.Apply(model);

        Assert.NotSame(model, rewritten);
        float[] expected = [.. input.Select((x, i) => x >= 0 ? x : slopes[i / (Side * Side)] * x)];
        AssertClose(expected, Run(rewritten, input, [1, slopes.Length, Side, Side]), 1e-6f);
    }

    [Fact]
    public void Embedder_Rewritten_GivesTheSameTemplates()
    {
        var model = ModelStore.ReadVerified(TestModels.FolderOrSkip(), ModelCard.Default(ModelRoles.Embedder));
        var random = new Random(5);
        float[] input = [.. Enumerable.Range(0, 3 * 112 * 112).Select(_ => (random.NextSingle() * 2) - 1)];

        var before = Run(model, input, [1, 3, 112, 112]);
        var after = Run(PReluFusion.Apply(model), input, [1, 3, 112, 112]);

        AssertClose(before, after, 1e-4f * MathF.Sqrt(before.Sum(x => x * x)));
    }

    [Fact]
    public void ModelWithoutPRelu_IsLeftAlone()
    {
        var model = ModelStore.ReadVerified(TestModels.FolderOrSkip(), ModelCard.Default(ModelRoles.Detector));

        Assert.Same(model, PReluFusion.Apply(model));
    }

    private static void AssertClose(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }

    private static float[] Run(byte[] model, float[] input, long[] shape)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        using var tensor = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var run = new RunOptions();
        using var results = session.Run(run, [session.InputNames[0]], [tensor], [session.OutputNames[0]]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>An ONNX model of one PReLU over channels.</summary>
    private static byte[] OnePRelu(float[] slopes) => WireFormat.Message(model =>
    {
        WireFormat.Write(model, 1, 8);
        WireFormat.Write(model, 7, WireFormat.Message(graph =>
        {
            WireFormat.Write(graph, 1, WireFormat.Message(node =>
            {
                WireFormat.Write(node, 1, "x");
                WireFormat.Write(node, 1, "slope");
                WireFormat.Write(node, 2, "y");
                WireFormat.Write(node, 4, "PRelu");
            }));
            WireFormat.Write(graph, 2, "one PReLU");
            WireFormat.Write(graph, 5, WireFormat.Message(tensor =>
            {
                WireFormat.Write(tensor, 1, (ulong)slopes.Length);
                WireFormat.Write(tensor, 1, 1);
                WireFormat.Write(tensor, 1, 1);
                WireFormat.Write(tensor, 2, 1);
                WireFormat.Write(tensor, 8, "slope");
                WireFormat.Write(tensor, 9, MemoryMarshal.AsBytes(slopes.AsSpan()).ToArray());
            }));
            WireFormat.Write(graph, 11, FeatureMap("x", slopes.Length));
            WireFormat.Write(graph, 12, FeatureMap("y", slopes.Length));
        }));
        WireFormat.Write(model, 8, WireFormat.Message(opset => WireFormat.Write(opset, 2, 13)));
    });

    private static byte[] FeatureMap(string name, int channels) => WireFormat.Message(value =>
    {
        WireFormat.Write(value, 1, name);
        WireFormat.Write(value, 2, WireFormat.Message(type => WireFormat.Write(type, 1, WireFormat.Message(tensor =>
        {
            WireFormat.Write(tensor, 1, 1);
            WireFormat.Write(tensor, 2, WireFormat.Message(shape =>
            {
                foreach (var size in (int[])[1, channels, Side, Side])
                    WireFormat.Write(shape, 1, WireFormat.Message(dimension => WireFormat.Write(dimension, 1, (ulong)size)));
            }));
        }))));
    });
}
