namespace Lfr.Shared.Notices;

/// <summary>Sentences about the law that more than one page says, so that all say the same.</summary>
public static class NoticeFacts
{
    /// <summary>On covering one's face. At a protest inside a designated locality it can be an offence (Crime and Policing Act 2026), so that nothing may be promised there.</summary>
    public const string OnCoveringTheFace =
        "Covering your face is not a reason to stop you either, outside a designated locality. Inside one, concealing who you are at a protest can be an offence (Crime and Policing Act 2026).";
}
