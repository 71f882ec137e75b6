using Lfr.Shared.Deployments;

namespace Lfr.Shared.Notices;

/// <summary>
/// One hash over all that the public reads of a version. It stands in the line of the audit log that published it, in the news feed, on the page and in the open data: whoever kept it shows later that this, and nothing else, was
/// said, and when.
/// </summary>
public static class NoticeProof
{
    /// <summary>The hash, behind its form: <c>public-notice/1:…</c>.</summary>
    public static string Of(NoticeVersion version)
    {
        var (text, place) = (version.Text, version.Place);
        var hashed = new HashedText("public-notice/1")
            .Add("number", version.Number).Add("change", version.Change.ToString()).Add("at", version.By.At).Add("reason", version.Reason)
            .Add("name", version.Name).Add("venue", place.Venue).Add("area", place.Area).Add("zone", place.Zone).Add("start", version.Window.Start).Add("end", version.Window.End).Add("purpose", version.Purpose)
            .Add("summary", text.Summary).Add("why", text.Why).Add("who", text.WhoIsLookedFor).Add("anotherWay", text.AnotherWay).Add("face", text.WhatHappensToYourFace).Add("rights", text.YourRights).Add("contact", text.Contact);
        foreach (var (name, words) in text.Second?.Parts ?? [])
            hashed.Add($"second.{name}", words);
        foreach (var file in version.Attachments)
            hashed.Add($"file.{file.Language}", file.Hash);
        return (version.Map is { } map ? hashed.Add("map", PlaceMapText.GeoJson(map, [])) : hashed).Hash();
    }
}
