namespace Lfr.Shared.Identity;

/// <summary>Police ranks in ascending order, so that "superintendent or above" is a comparison. Staff hold no rank.</summary>
public enum Rank
{
    /// <summary>Police staff: no rank, whatever their seniority.</summary>
    Staff = 0,

    /// <summary>Constable.</summary>
    Constable = 1,

    /// <summary>Sergeant.</summary>
    Sergeant = 2,

    /// <summary>Inspector.</summary>
    Inspector = 3,

    /// <summary>Chief inspector.</summary>
    ChiefInspector = 4,

    /// <summary>Superintendent.</summary>
    Superintendent = 5,

    /// <summary>Chief superintendent.</summary>
    ChiefSuperintendent = 6,

    /// <summary>Assistant chief constable, or commander in London.</summary>
    AssistantChiefConstable = 7,

    /// <summary>Deputy chief constable, or deputy assistant commissioner in London.</summary>
    DeputyChiefConstable = 8,

    /// <summary>Chief constable, or commissioner in London.</summary>
    ChiefConstable = 9,
}

/// <summary>Ranks as words.</summary>
public static class RankLabels
{
    /// <summary>The rank as it stands behind the name: <c>superintendent</c>, or <c>acting superintendent until 4 December 2026</c>.</summary>
    public static string RankInWords(this Signature by) => by.Acting ?? by.Rank.InWords();

    /// <summary>The same of somebody who asks now.</summary>
    public static string RankInWords(this Actor actor) => actor.Acting ?? actor.Rank.InWords();

    /// <summary>The rank in lower case, as it stands in a sentence: <c>chief superintendent</c>.</summary>
    public static string InWords(this Rank rank) => rank switch
    {
        Rank.Staff => "police staff",
        Rank.Constable => "constable",
        Rank.Sergeant => "sergeant",
        Rank.Inspector => "inspector",
        Rank.ChiefInspector => "chief inspector",
        Rank.Superintendent => "superintendent",
        Rank.ChiefSuperintendent => "chief superintendent",
        Rank.AssistantChiefConstable => "assistant chief constable",
        Rank.DeputyChiefConstable => "deputy chief constable",
        Rank.ChiefConstable => "chief constable",
        _ => throw new ArgumentOutOfRangeException(nameof(rank), rank, "Unknown rank."),
    };
}
