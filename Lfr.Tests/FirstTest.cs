namespace Lfr.Tests;

public class FirstTest
{
    [Fact]
    public void Runs() => Assert.True(true);
}
