using Lfr.Inference.Video;
using Lfr.Shared.Deployments;

namespace Lfr.Web.Dossiers;

/// <summary>What the engine would say to a camera's address: its parser is the only one, so that a plan is never accepted which a worker then refuses.</summary>
/// <param name="demonstration">Whether this is a demonstration, in which a camera may be a file or this very machine.</param>
public sealed class CameraAddresses(bool demonstration)
{
    /// <summary>Where the films lie is the worker's business: here only their names are looked at.</summary>
    private const string SomeFolder = "films";

    /// <summary>Why no camera can be opened there, as a sentence; <see langword="null"/> when nothing is wrong with it.</summary>
    public string? Problem(string source)
    {
        // Whether the register has it is asked where the register is at hand.
        if (CameraReference.Is(source))
            return null;
        try
        {
            return CameraSource.Parse(source.Trim(), SomeFolder) is { StaysOnTheMachine: true } && !demonstration
                ? "This address leads to the worker itself, not to a camera. Files, folders of images and addresses of the same machine are for demonstrations."
                : null;
        }
        catch (VideoException e)
        {
            return e.Message;
        }
    }

    /// <summary>The address for people who do not write it: no user name, no password, no query.</summary>
    public static string Public(string source)
    {
        if (CameraReference.Is(source))
            return "from the register";
        try
        {
            return CameraSource.Parse(source.Trim(), SomeFolder).Display;
        }
        catch (VideoException)
        {
            return "an address that is not understood";
        }
    }
}
