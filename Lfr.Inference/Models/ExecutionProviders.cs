using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Models;

/// <summary>What runs the models: the processor's own cores, or a device for which ONNX Runtime was built.</summary>
public static class ExecutionProviders
{
    /// <summary>The processor; always there.</summary>
    public const string Cpu = "cpu";

    /// <summary>NVIDIA graphics cards.</summary>
    public const string Cuda = "cuda";

    /// <summary>Intel's OpenVINO.</summary>
    public const string OpenVino = "openvino";

    /// <summary>All that can be set.</summary>
    public static IReadOnlyList<string> All { get; } = [Cpu, Cuda, OpenVino];

    /// <summary>Why a provider cannot be used by this build, as a sentence; <see langword="null"/> when it can.</summary>
    public static string? Problem(string provider)
    {
        var needed = provider switch { Cuda => "CUDAExecutionProvider", OpenVino => "OpenVINOExecutionProvider", _ => "CPUExecutionProvider" };
        return OrtEnv.Instance().GetAvailableProviders().Contains(needed, StringComparer.Ordinal)
            ? null
            : $"The setting asks for the execution provider “{provider}”, but this build of ONNX Runtime does not have it. "
            + $"Use a build with the package {(provider == Cuda ? "Microsoft.ML.OnnxRuntime.Gpu" : "Intel.ML.OnnxRuntime.OpenVino")}, or set “{Cpu}” with 'models select --provider {Cpu}'.";
    }

    /// <summary>Asks for a provider.</summary>
    /// <exception cref="ModelRefusedException">This build or this machine does not have it.</exception>
    internal static void Append(SessionOptions options, string provider)
    {
        if (Problem(provider) is { } problem)
            throw new ModelRefusedException(problem);
        try
        {
            if (provider == Cuda)
                options.AppendExecutionProvider_CUDA();
            else if (provider == OpenVino)
                options.AppendExecutionProvider_OpenVINO("");
        }
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            throw new ModelRefusedException(
                $"The execution provider “{provider}” cannot start on this machine: {error.Message} Install what it needs, or set “{Cpu}” with 'models select --provider {Cpu}'.",
                error);
        }
    }
}
