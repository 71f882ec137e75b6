using Lfr.Shared.Deployments;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>The permitted use cases as words.</summary>
public static class UseCaseLabels
{
    /// <summary><c>Crime hotspot</c>.</summary>
    public static string InWords(this UseCase useCase) => useCase switch
    {
        UseCase.Undecided => "not chosen yet",
        UseCase.Hotspot => "Crime hotspot",
        UseCase.ProtectiveSecurity => "Protective security",
        UseCase.Intelligence => "Intelligence about this place",
        _ => throw new ArgumentOutOfRangeException(nameof(useCase), useCase, "Unknown use case."),
    };

    /// <summary>When it applies.</summary>
    public static string Meaning(this UseCase useCase) => useCase switch
    {
        UseCase.Undecided => "",
        UseCase.Hotspot => "This place, or the way to it, has more serious crime than others nearby.",
        UseCase.ProtectiveSecurity => "An event or critical infrastructure here is to be protected.",
        UseCase.Intelligence => "There is intelligence that particular people who are sought are likely to be here.",
        _ => throw new ArgumentOutOfRangeException(nameof(useCase), useCase, "Unknown use case."),
    };
}
