using System.Text;
using System.Text.Json.Nodes;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Policies;

namespace Lfr.Tests.Features.Policies;

/// <summary>A policy file is checked on the page as at the start, and the field that is wrong is named.</summary>
public class CheckPolicyFileTests
{
    [Theory]
    [InlineData("numbers", "agreeingFrames", "1", "Policy pack borset.json, field numbers.agreeingFrames: ")]
    [InlineData("rules", "R99", "\"Block\"", "Policy pack borset.json, field rules.R99: There is no such rule.")]
    [InlineData("urgent", "hours", "100", "Policy pack borset.json, field urgent.hours: It must lie between 1 and 72.")]
    [InlineData("citations", "R13", "[]", "Policy pack borset.json, field citations.R13: It does not say where this comes from.")]
    public void BadFile_IsRefusedWithItsField(string section, string key, string value, string words)
    {
        var pack = Pack();
        pack[section]![key] = JsonNode.Parse(value);

        var answer = PoliciesPage.Check(Given.Library, "borset.json", Encoding.UTF8.GetBytes(pack.ToJsonString()));

        Assert.False(answer.IsGood);
        Assert.StartsWith(words, answer.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"id\": 1 }")]
    [InlineData("{ \"id\": \"\\ud800\" }")]
    [InlineData("{ \"\\ud800\": 1 }")]
    [InlineData("{ \"numbers\": {}, \"\\ud800\": \"\\ud800\" }")]
    public void WhatIsNoPolicy_IsSaidToBeNone(string text) => Assert.False(PoliciesPage.Check(Given.Library, "x.json", Encoding.UTF8.GetBytes(text)).IsGood);

    [Fact]
    public void GoodFile_SaysWhatItHolds_AndAnIdIsTakenOnce()
    {
        var pack = Pack();
        var good = PoliciesPage.Check(Given.Library, "borset.json", Encoding.UTF8.GetBytes(pack.ToJsonString()));
        pack["id"] = "uk-2026.1";
        var taken = PoliciesPage.Check(Given.Library, "borset.json", Encoding.UTF8.GetBytes(pack.ToJsonString()));

        Assert.True(good.IsGood, good.Sentence);
        Assert.Contains("adopted, and would apply from 1 January 2027", good.Sentence, StringComparison.Ordinal);
        Assert.Contains("field id: uk-2026.1 has the same id", taken.Sentence, StringComparison.Ordinal);
        Assert.Null(Given.Library.Find("borsetshire-2027.1"));
    }

    private static JsonNode Pack()
    {
        var pack = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "policies", "uk-2026.json")))!;
        (pack["id"], pack["effectiveFrom"]) = ("borsetshire-2027.1", "2027-01-01");
        return pack;
    }
}
